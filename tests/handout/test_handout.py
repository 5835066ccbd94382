"""The page for the doctor: one page for everybody, with the numbers of the report and no others, and danger first."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import cv2
import msgspec
import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from bonecheck import build
from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import EarlierScan, ScanMethod, ScannerMake, SiteDoubt
from bonecheck.answers.person import Answer, Country, MenopausalStatus
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    Condition,
    GlucocorticoidUse,
    Medicine,
    MedicineSign,
    RiskFactors,
    WarningSign,
)
from bonecheck.answers.samples import samples
from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout import contents
from bonecheck.handout.contents import Paper, page, paper_in, printable, shorter
from bonecheck.handout.pdf import pdf
from bonecheck.outcomes import Concern
from bonecheck.words.bone_line import bone_line
from bonecheck.words.language import cut_off, day, number, signed
from bonecheck.words.lead import lead_words
from bonecheck.words.outcomes import words
from bonecheck.words.plan import action_words
from tests.made_up import made_up
from tests.pages.visitor import BROKEN, NEVER
from tests.people import TODAY, at, man, report, scanned, unscanned, woman

MADE_UP = 20  # of them in every run; 200 were looked at when the page was made
SIZES = {Paper.A4: (210, 297), Paper.US_LETTER: (215.9, 279.4)}
NUMBER = re.compile(r"(?:[\u2212+]|(?<![\d.]))\d+(?:\.\d+)?")

OF_RULES = (
    "adult_age",
    "estimate_margin",
    "models_up_to_age",
    "spine_wear_age",
)  # what a text names beside the numbers of the person

PLACES = (
    ("lumbar_spine", -2.9, 0.701),
    ("femoral_neck_left", -2.6, 0.552),
    ("femoral_neck_right", -3.1, 0.503),
    ("total_hip_left", -2.2, 0.654),
    ("total_hip_right", -2.4, 0.635),
    ("one_third_radius", -3.3, 0.506),
)
EVERY_PLACE = [at(region, t=t, z=round(t + 1, 1), bmd=bmd) for region, t, bmd in PLACES]
BEFORE = EarlierScan(
    measurements=tuple(at(region, t=t + 0.8, bmd=bmd + 0.1) for region, t, bmd in PLACES),
    scan_date=date(2022, 5, 1),
    same_machine=Answer.YES,
)


def signs(*ticked):
    return RiskFactors(warning_signs=Checklist(ticked=ticked, others=Answer.NO))


UNSURE = RiskFactors(warning_signs=Checklist(others=Answer.NOT_KNOWN))
ACHE = RiskFactors(
    warning_signs=Checklist(others=Answer.NO),
    bone_medicine=BoneMedicine.ZOLEDRONATE,
    bone_medicine_signs=Checklist(ticked=(MedicineSign.THIGH_PAIN,), others=Answer.NO),
)
FULLEST = scanned(
    woman(78, height_cm=155.0, tallest_height_cm=162.0, weight_kg=50.0),
    *EVERY_PLACE,
    risks=RiskFactors(
        fracture_since_50=Answer.YES,
        fracture_sites=Checklist(ticked=("hip", "spine"), others=Answer.NO),
        warning_signs=Checklist(ticked=tuple(WarningSign), others=Answer.NO),
        glucocorticoids=GlucocorticoidUse.NOW,
        glucocorticoid_dose_mg_per_day=10.0,
        glucocorticoid_months=6.0,
        bone_medicine=BoneMedicine.DENOSUMAB,
        falls_12_months=4,
        conditions=Checklist(ticked=tuple(Condition), others=Answer.NO),
        medicines=Checklist(ticked=tuple(Medicine), others=Answer.NO),
    ),
    scan_date=date(2026, 5, 1),
    scan_method=ScanMethod.DXA,
    scanner_make=ScannerMake.HOLOGIC,
    earlier=(BEFORE,),
)
NO_SCORE = replace(
    FULLEST,
    person=woman(35, MenopausalStatus.PREMENOPAUSAL),
    dxa_report=replace(
        FULLEST.dxa_report,
        measurements=tuple(at(region, bmd=bmd) for region, _, bmd in PLACES),
        earlier=(replace(BEFORE, same_machine=Answer.NO),),
    ),
)
WORN = scanned(
    woman(72),
    at("lumbar_spine", t=-0.5),
    site_doubts=Checklist(ticked=(SiteDoubt.SPINE_WEAR,), others=Answer.NO),
    scan_method=ScanMethod.DXA,
)
PEOPLE = {
    "the fullest": FULLEST,
    "the fullest without a printed score": NO_SCORE,
    "the fullest without a sign": replace(
        FULLEST, risk_factors=replace(FULLEST.risk_factors, warning_signs=Checklist(others=Answer.NO))
    ),
    "numb legs": scanned(woman(72), at("total_hip", t=-2.7), risks=signs("numb_or_weak_legs")),
    "numb legs and a normal score": scanned(woman(72), at("total_hip", t=0.4), risks=signs("numb_or_weak_legs")),
    "chest pain without a scan": unscanned(man(60), signs("chest_pain")),
    "nothing answered": Check(),
    "a girl of 18": scanned(woman(18), at("total_hip", z=-1.0)),
    "bone density alone": scanned(woman(66), at("femoral_neck", bmd=0.62), scanner_make=ScannerMake.HOLOGIC),
    "printed as minus 2.49": scanned(man(70), at("femoral_neck", t=-2.49, z=-1.0)),
    "far above average": scanned(woman(57), at("lumbar_spine", t=3.2), at("total_hip", t=-1.1)),
} | {sample.key: sample.check for sample in samples()}


def made(check, paper=Paper.A4, **more):
    return PdfReader(BytesIO(pdf(page(report(check), check, on=TODAY, **more), paper)))


def text_of(check, paper=Paper.A4, **more):
    return " ".join(made(check, paper, **more).pages[0].extract_text().split())


def every_kind():
    yield from PEOPLE.values()
    yield from (build(answers, today=TODAY)[0] for answers in made_up(MADE_UP))


def test_it_is_one_page_for_everybody_the_same_in_both_sizes_and_says_nothing_that_it_may_not():
    for check in every_kind():
        texts = set()
        for paper, size in SIZES.items():
            reader = made(check, paper, unusable=2, given_by="Dr. Anne Example, Bone clinic of the county hospital")
            assert len(reader.pages) == 1
            box = reader.pages[0].mediabox
            assert (float(box.width), float(box.height)) == pytest.approx([each * 72 / 25.4 for each in size], abs=0.5)
            text = " ".join(reader.pages[0].extract_text().split())
            assert not NEVER.search(text)
            assert not BROKEN.search(text)
            assert not re.search(r"\*\*|\]\(|None", text)
            assert lead_words(report(check)) in text
            texts.add(text)
        assert len(texts) == 1


def test_the_paper_is_that_of_the_country():
    assert {country: paper_in(country) for country in (*Country, None)} == {
        **dict.fromkeys((*Country, None), Paper.A4),
        Country.US: Paper.US_LETTER,
        Country.CANADA: Paper.US_LETTER,
    }


def numbers_in(value):
    """Every number of a report, as a page may say it."""
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers_in(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from numbers_in(part)
    elif isinstance(value, str):
        yield from NUMBER.findall(value)  # a date, or a level such as L2
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from (
            number(float(value)),
            signed(float(value)),
            *(number(value, decimals=places) for places in range(4)),
        )


def test_every_number_about_the_person_is_one_of_the_report():
    """From the headline to what earlier scans say; what follows are texts that are the same for others."""
    of_rules = {cut_off(key) for key in OF_RULES}
    for check in every_kind():
        told = report(check)
        line = None if told.spectrum is None else bone_line(told, told.spectrum)
        ticks = set() if line is None else {tick.label for tick in line.ticks}
        allowed = of_rules | ticks | {"100"}  # "of 100 women"
        allowed |= set(numbers_in(msgspec.to_builtins(told))) | set(numbers_in(msgspec.to_builtins(check.dxa_report)))
        if (scan := check.dxa_report) is not None and scan.scan_date is not None:
            allowed |= set(NUMBER.findall(str(scan.scan_date).replace("-0", " ").replace("-", " ")))
        text = text_of(check)
        about = text[text.index(day(TODAY)) + len(day(TODAY)) :]
        about = re.split(r"First steps? 1\.|When to get help", about)[0]
        about = re.sub(r"L\d|cm2", "", about)
        assert {found for found in NUMBER.findall(about) if found not in allowed} == set(), (about, allowed)


def test_every_score_and_density_of_a_scan_stands_on_the_page():
    text = text_of(FULLEST)
    for site in report(FULLEST).sites:
        assert signed(site.t_score) in text
        assert signed(site.z_score) in text
        assert number(site.bmd_g_cm2, decimals=3) in text
    assert "\u22122.49" in text_of(PEOPLE["printed as minus 2.49"])
    assert "1 May 2026" in text


def test_what_was_worked_out_is_marked_and_what_was_printed_is_not():
    estimated = text_of(PEOPLE["bone density alone"])
    assert re.search(r"\u2212\d\.\d \(estimated\)", estimated)
    assert "worked out by bonecheck" in estimated
    assert "estimated" not in text_of(PEOPLE["numb legs"])


@pytest.mark.parametrize(
    "name", ["numb legs", "numb legs and a normal score", "chest pain without a scan", "the fullest"]
)
def test_where_care_is_needed_now_that_comes_first(name):
    check = PEOPLE[name]
    text, told = text_of(check), report(check)
    urgent = [found for found in told.outcomes if getattr(found, "concern", None) is Concern.GET_CARE_NOW]
    assert urgent
    places = [text.index(words(found).title) for found in urgent]
    after = [text.index(part) for part in ("Numbers from the scan", "First step") if part in text]
    assert text.index("Get care now") < min(places)
    assert max(places) < min(after)
    assert words(urgent[0]).plain in text
    [step] = told.plan.actions
    assert action_words(step, told.plan.exercise.level).begin in text
    assert "Keep moving" not in text


@pytest.mark.parametrize("sign", WarningSign)
def test_each_sign_that_was_told_is_named_before_the_score_whatever_the_score(sign):
    """The doctor reads at once what it is: no line speaks of a sign and leaves open which."""
    for score in (0.4, -2.7):
        check = scanned(woman(72), at("total_hip", t=score), risks=signs(sign))
        text = text_of(check)
        [found] = [found for found in report(check).findings if found.key == f"warning_{sign}"]
        assert text.index(words(found).title) < text.index("Your score") < text.index("Numbers from the scan")
        assert words(found).plain in text
        assert "you told us" not in text.split("When to get help")[0]


def test_all_signs_at_once_are_all_named_those_that_need_care_now_first():
    text = text_of(FULLEST)
    found = [found for found in report(FULLEST).findings if found.key.startswith(("warning_", "denosumab_back_pain"))]
    assert len(found) == len(WarningSign)  # back pain is told together with denosumab
    places = [text.index(words(each).title) for each in sorted(found, key=lambda each: -each.concern)]
    assert places == sorted(places)
    assert places[-1] < text.index("Your lowest score")


@pytest.mark.parametrize(
    ("check", "named"),
    [
        (scanned(woman(72), at("total_hip", t=-1.2), risks=UNSURE), "Warning signs: you were not sure"),
        (scanned(woman(72), at("total_hip", t=-1.2), risks=ACHE), "An ache in the thigh, hip or groin"),
    ],
)
def test_a_sign_that_is_not_sure_and_one_on_a_bone_medicine_are_named_as_well(check, named):
    text = text_of(check)
    assert text.index("Signs told in the check") < text.index(named) < text.index("Your score")


def test_without_a_sign_nothing_is_said_of_one():
    assert "Signs told" not in text_of(PEOPLE["printed as minus 2.49"])


def test_after_a_drop_the_page_asks_about_it_and_gives_its_numbers():
    """Mei: 0.959 to 0.911 at the spine, against a noise of 0.039."""
    text = text_of(PEOPLE["mei"])
    assert "likely lost bone density (0.959 to 0.911 g/cm2; noise 0.039)." in text
    assert "what could be behind the drop?" in text


def test_the_numbers_of_one_of_several_sites_name_it():
    """Gloria: neck and whole hip are told together, by the one that moved most."""
    [told] = page(report(PEOPLE["gloria"]), PEOPLE["gloria"], on=TODAY).changes
    assert told.endswith(
        "whole left hip moved less than the noise of the scan (left hip (femoral neck): 0.798 to 0.774 g/cm2; noise 0.055)."
    )


def test_what_gives_way_is_never_a_number_nor_a_sign_that_needs_care_now():
    full = page(report(FULLEST), FULLEST, on=TODAY, unusable=1)
    *_, least = shorter(full)
    assert (least.signs, least.rows, least.now, least.changes, least.notes) == (
        full.signs,
        full.rows,
        full.now,
        full.changes,
        full.notes,
    )
    assert (least.headline, least.beside) == (full.headline, full.beside)
    assert least.steps == full.steps[:1]
    assert not {drop.part for drop in whole(Handout).drop} & {
        "signs",
        "rows",
        "now",
        "changes",
        "notes",
        "headline",
        "beside",
    }


def test_earlier_scans_are_said_in_one_line():
    told = page(report(FULLEST), FULLEST, on=TODAY).changes
    assert len(told) == 1
    assert told[0].startswith("Since 2022")


def test_a_range_stands_beside_the_score_that_it_is_of():
    young = scanned(woman(35, MenopausalStatus.PREMENOPAUSAL), at("total_hip", t=-2.6, z=-2.3))
    assert "\u22122.3 below the expected range for age \u22122.6" in text_of(young)
    assert "\u22122.6 osteoporosis \u22121.6 0.552" in text_of(FULLEST)


ADDRESS = "https://example.org/bones/evidence"


@pytest.fixture
def with_address(monkeypatch):
    rule = msgspec.structs.replace(whole(Handout), address=ADDRESS)
    monkeypatch.setattr(contents, "whole", lambda _: rule)


def test_without_an_address_none_is_printed_and_no_code():
    for check in PEOPLE.values():
        told = page(report(check), check, on=TODAY)
        assert told.code == ()
        assert "http" not in text_of(check)


@pytest.mark.usefixtures("with_address")
def test_where_an_address_is_set_the_sources_stand_there_in_letters_and_as_a_code_that_a_phone_reads():
    for paper in Paper:
        check = PEOPLE["numb legs"]
        file = pdf(page(report(check), check, on=TODAY), paper)
        reader = PdfReader(BytesIO(file))
        assert f"Sources: {ADDRESS}" in " ".join(reader.pages[0].extract_text().split())
        assert any(ADDRESS in alt for alt in alts(reader.trailer["/Root"]["/StructTreeRoot"]))
        seen = PdfDocument(file)[0].render(scale=4).to_numpy()[:, :, :3]
        assert cv2.QRCodeDetector().detectAndDecode(seen)[0] == ADDRESS


@pytest.mark.usefixtures("with_address")
def test_the_code_is_the_same_for_everybody_and_makes_no_second_page():
    codes = set()
    for check in PEOPLE.values():
        told = page(report(check), check, on=TODAY, given_by="Dr. Anne Example")
        codes.add(told.code)
        assert all(len(PdfReader(BytesIO(pdf(told, paper))).pages) == 1 for paper in Paper)
    assert len(codes) == 1


def test_why_a_score_may_read_too_high_is_said_on_the_page_itself():
    text = text_of(WORN)
    assert text.index("A line below says why") < text.index("Your spine score may read too high. You told us about: ")
    assert "may read too high" not in text_of(PEOPLE["numb legs"])


def test_there_is_a_line_for_the_name_of_the_person_which_nobody_asks_for():
    assert "My name and date of birth:" in text_of(PEOPLE["numb legs"])


def test_answers_that_could_not_be_used_are_told():
    assert "could not be used" not in text_of(PEOPLE["numb legs"])
    assert "One answer could not be used" in text_of(PEOPLE["numb legs"], unusable=1)
    assert "3 answers could not be used" in text_of(PEOPLE["numb legs"], unusable=3)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dr. Anne Example", "Dr. Anne Example"),
        ('#panic("x") *b* $x$ \\u{1} <a> @b', '#panic("x") *b* $x$ \\u{1} <a> @b'),
        ("\U0001f600 Anna\U0001f9b4", "Anna"),
        ("a" * 500, "a" * 59 + "\u2026"),
        ("Anna\n\n\x00\u202eB\u200b\tC", "Anna B C"),
        ("Zoë Ĺučić Ωмир", "Zoë Ĺučić Ωмир"),
    ],
)
def test_a_name_is_set_as_it_is_without_what_cannot_be_seen(name, shown):
    assert printable(name, whole(Handout).letters) == shown
    reader = made(PEOPLE["numb legs"], given_by=name)
    assert len(reader.pages) == 1
    squeezed = reader.pages[0].extract_text().replace(" ", "").replace("\n", "")
    assert f"Givenby:{shown}".replace(" ", "") in squeezed


@pytest.mark.parametrize("name", ["W" * 500, "m" * 40 + " " + "W" * 60, "שלוםרב" * 20, "\u0301" * 500])
def test_a_name_of_one_long_word_stays_within_the_page(name):
    for paper, (width, _) in SIZES.items():
        check = PEOPLE["numb legs"]
        boxes = PdfDocument(pdf(page(report(check), check, on=TODAY, given_by=name), paper))[0].get_textpage()
        right = max(boxes.get_charbox(place)[2] for place in range(boxes.count_chars()))
        assert right <= width * 72 / 25.4 - 30


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Z" + "\u0301" * 400 + "oe", "\u0179\u0301\u0301oe"),  # three marks on a letter; more reach into other lines
        ("\u0301\u0301Anna \u0308B", "Anna B"),  # marks that stand on nothing
    ],
)
def test_no_marks_are_heaped_upon_a_letter(name, shown):
    assert printable(name, whole(Handout).letters) == shown
    assert len(made(FULLEST, given_by=name).pages) == 1


@pytest.mark.parametrize("name", ["שלום רב", "محمد علي"])
def test_a_name_from_right_to_left_is_on_the_page(name):
    text = text_of(PEOPLE["numb legs"], given_by=name)
    assert set(name) <= set(text)


@pytest.mark.parametrize("name", ["張偉", "W" * 500, "\u0301" * 500, "שלום " * 100])
def test_no_name_makes_a_second_page_and_one_that_our_type_lacks_is_left_to_the_hand(name):
    reader = made(FULLEST, given_by=name)
    assert len(reader.pages) == 1
    assert "Given by:" in reader.pages[0].extract_text()


def test_the_page_is_tagged_and_its_picture_has_words():
    reader = made(PEOPLE["numb legs"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "en"
    told = report(PEOPLE["numb legs"])
    alt = bone_line(told, told.spectrum).alt
    assert alt in alts(root["/StructTreeRoot"])


def alts(element):
    """The words of every picture in a tree of tags."""
    found = set()
    element = element.get_object()
    if hasattr(element, "get"):
        if "/Alt" in element:
            found.add(str(element["/Alt"]))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            found |= alts(kid) if hasattr(kid.get_object(), "get") else set()
    return found
