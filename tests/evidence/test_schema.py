"""The types of the data files: the data as it stands fits them, and a copy with one slip is refused by name."""

import shutil

import msgspec
import pytest

from bonecheck.errors import EvidenceError
from bonecheck.evidence import entries, library, tables
from bonecheck.evidence.check import ENTRIES, TABLES, WHOLES, load_all
from bonecheck.evidence.schema import Plural, Text
from tests.people import DATA


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of all data."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("copy") / "data")


@pytest.fixture
def refusal(folder):
    """What a copy is refused with in which one text is exchanged for another; the copy is mended again."""
    changed = {}

    def refused(name, old, new):
        changed[name] = text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(EvidenceError) as caught:
            load_all(folder)
        return str(caught.value)

    yield refused
    for name, text in changed.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_the_data_fits_its_types():
    load_all()


def test_every_file_of_the_data_has_a_type():
    typed = {kind.FILE for kind in (*ENTRIES, *WHOLES)} | {f"reference/{kind.FILE}.csv" for kind in TABLES}
    there = {
        str(file.relative_to(DATA)) for pattern in ("*.toml", "*/*.csv", "models/*") for file in DATA.glob(pattern)
    }
    assert typed == there


# A file, what is exchanged in it, and the file, entry and reason of the refusal.
SLIPS = {
    "a number given as text": (
        ("thresholds.toml", "value = -2.5", 'value = "-2.5"'),
        "thresholds.toml: [t_score_osteoporosis.value] Expected `int | float`, got `str`",
    ),
    "an address that is not https": (
        ("handout.toml", 'address = ""', 'address = "http://example.org/"'),
        "handout.toml: [address] Expected `str` matching regex",
    ),
    "an address that could carry an answer": (
        ("handout.toml", 'address = ""', 'address = "https://example.org/?age=62"'),
        "handout.toml: [address] Expected `str` matching regex",
    ),
    "an address with a part behind it": (
        ("handout.toml", 'address = ""', 'address = "https://example.org/#age-62"'),
        "handout.toml: [address] Expected `str` matching regex",
    ),
    "an address with somebody before it": (
        ("handout.toml", 'address = ""', 'address = "https://anna@example.org/"'),
        "handout.toml: [address] Expected `str` matching regex",
    ),
    "an address with a line behind it": (
        ("handout.toml", 'address = ""', 'address = "https://example.org/\\n"'),
        "handout.toml: [address] Expected `str` matching regex",
    ),
    "a wrong comparison": (
        ("thresholds.toml", 'when = "<="', 'when = "=<"'),
        "thresholds.toml: [t_score_osteoporosis.when] Invalid enum value '=<'",
    ),
    "a certainty that is none": (
        ("thresholds.toml", 'certainty = "B"', 'certainty = "E"'),
        "thresholds.toml: [t_score_normal.certainty] Invalid enum value 'E'",
    ),
    "a day that is a text": (
        ("thresholds.toml", "in_force = 1994-01-01", 'in_force = "long ago"'),
        "thresholds.toml: [t_score_normal.in_force] Invalid RFC3339 encoded date",
    ),
    "an unknown key": (
        ("thresholds.toml", "[t_score_normal]\n", '[t_score_normal]\nremark = "x"\n'),
        "thresholds.toml: [t_score_normal] Object contains unknown field `remark`",
    ),
    "a missing source": (
        ("thresholds.toml", 'source = "who_classes"\n', ""),
        "thresholds.toml: [t_score_normal] Object missing required field `source`",
    ),
    "an unknown source": (
        ("thresholds.toml", '"who_classes"', '"who94"'),
        "thresholds.toml: [t_score_normal.source] names the source 'who94', which is not there",
    ),
    "an empty text": (
        ("thresholds.toml", 'label = "Bone density in the normal range"', 'label = ""'),
        "thresholds.toml: [t_score_normal.label] Expected `str` of length >= 1",
    ),
    "invalid TOML": (
        ("thresholds.toml", "value = -1.0", "value -1.0"),
        "thresholds.toml: is not valid TOML: Expected '=' after a key",
    ),
    "invalid JSON": (("models/ost.json", '"name": ', '"name" '), "models/ost.json: is not valid JSON: Expecting ':'"),
    "a way of reading that is none": (
        ("citations.toml", '"second hand"', '"skimmed"'),
        "citations.toml: [who_classes.read] Invalid enum value 'skimmed'",
    ),
    "a link that is none": (
        ("citations.toml", 'link = "https://', 'link = "'),
        "citations.toml: [who_classes.link] Expected `str` matching regex",
    ),
    "a kind of question that is none": (
        ("questions.toml", 'kind = "choice"', 'kind = "slider"'),
        "questions.toml: [sex.kind] Invalid enum value 'slider'",
    ),
    "a misspelt question in a rule": (
        ("questions.toml", "asked_if = { has_scan =", "asked_if = { had_scan ="),
        "names the question 'had_scan', which is not there",
    ),
    "a misspelt answer in a rule": (
        ("questions.toml", 'asked_if = { has_scan = ["yes"]', 'asked_if = { has_scan = ["yse"]'),
        "questions.toml: [by_another_way.asked_if.has_scan] 'yse' is no answer to it",
    ),
    "a result that an answer cannot change": (
        ("questions.toml", '"jaw_on_medicine"]', '"jaw_on_medicines"]'),
        "names the result 'jaw_on_medicines', which is not there",
    ),
    "an option that stands in no group": (
        ("questions.toml", '"hypophosphatasia", "gaucher"]]', '"gaucher"]]'),
        "questions.toml: [conditions.groups] must name each option once",
    ),
    "an unknown threshold in a rule": (
        ("questions.toml", '"menopause_taken_as_past_age"', '"menopause_age"'),
        "questions.toml: [menopausal_status.asked_if.age_years.short_of] names the threshold 'menopause_age', which",
    ),
    "a number without a unit": (
        ("questions.toml", 'unit = "years"\n', ""),
        "questions.toml: [age_years] needs a `unit` and an `advice`",
    ),
    "a question on a page that is none": (
        ("questions.toml", 'part = "about_you"', 'part = "about"'),
        "questions.toml: [age_years.part] names the part 'about', which is not there",
    ),
    "an option without a text": (
        ("questions.toml", '["female", "Female"]', '["female"]'),
        "questions.toml: [sex.options.1] Expected `array` of length 2, got 1",
    ),
    "a misspelt question at a level of exercise": (
        ("exercise_levels.toml", '"warning_signs"', '"warning_sign"'),
        "exercise_levels.toml: [reasons.urgent_sign.questions] names the question 'warning_sign', which is not there",
    ),
    "a level that is none": (
        ("exercise_levels.toml", 'level = "stop"', 'level = "halt"'),
        "exercise_levels.toml: [reasons.red_flag.level] Invalid enum value 'halt'",
    ),
    "a misspelt claim": (
        ("first_actions.toml", 'leads_if = ["age_60"', 'leads_if = ["age60"'),
        "first_actions.toml: [actions.balance.leads_if] names the claim 'age60', which is not there",
    ),
    "points for nothing": (
        ("first_actions.toml", 'strength = "weak"\n', ""),
        "first_actions.toml: [actions.weight] has a benefit, and neither a row nor a strength",
    ),
    "a misspelt finding": (
        ("doctor_talk.toml", '"severe_range"', '"severe"'),
        "doctor_talk.toml: [questions.treatment.after] names the outcome 'severe', which is not there",
    ),
    "a question for nobody": (
        ("doctor_talk.toml", '\nif = ["bone_medicine"]\n', "\n"),
        "doctor_talk.toml: [questions.on_medicine] fits nobody",
    ),
    "a misspelt effect": (
        ("checklist.toml", '"falls_tai_chi"', '"tai_chi"'),
        "checklist.toml: [balance.effects] names the effect 'tai_chi', which is not there",
    ),
    "a misspelt line": (
        ("checklist.toml", 'last = ["cola"', 'last = ["colas"'),
        "checklist.toml: [last] names the line of the checklist 'colas', which is not there",
    ),
    "a day that no week has": (
        ("weekly_plan.toml", 'days = ["MO"]', 'days = ["XX"]'),
        "weekly_plan.toml: [entries.doctor.days.1] Invalid enum value 'XX'",
    ),
    "a name of a day that no week has": (
        ("weekly_plan.toml", 'MO = "Monday"', 'XX = "Monday"'),
        "weekly_plan.toml: [days] Invalid enum value 'XX'",
    ),
    "days in a muddle": (
        ("weekly_plan.toml", 'days = ["MO", ', 'days = ["SU", "MO", '),
        "needs its days once each, in the order of the week",
    ),
    "a time of day that takes up no room": (
        ("weekly_plan.toml", 'slot = "walk"\nminutes = 10\n', 'slot = "walk"\n'),
        "needs both `slot` and `minutes`, or neither",
    ),
    "a reminder at an hour without words": (
        ("weekly_plan.toml", 'morning = "09:00"', 'morning = "09:30"'),
        "`morning` and `evening` need their words in `times`",
    ),
    "an hour that no clock has": (
        ("weekly_plan.toml", '"21:00" = "9 pm"', '"25:00" = "1 am"'),
        "weekly_plan.toml: [times",
    ),
    "a misspelt model": (
        ("what_if.toml", '"caroc_2010"', '"caroc"'),
        "what_if.toml: [levers.score.seen_by] names the model 'caroc', which is not there",
    ),
    "a lever without an end": (
        ("what_if.toml", "to = 3.0\n", ""),
        "what_if.toml: [levers.score] needs either `from`, `to` and `step`, or `positions`",
    ),
    "two right answers": (
        ("learn.toml", 'text = "They are the same"', 'text = "They are the same"\nright = true'),
        "learn.toml: [teach_back.lower] must have exactly one right option",
    ),
    "an unknown topic": (
        ("learn.toml", 'topic = "does_it_hurt"', 'topic = "cooking"'),
        "names the topic 'cooking', which is not there",
    ),
    "an unknown picture": (
        ("content/learn/falls.md", "[[falls]]", "[[rises]]"),
        "content/learn/falls.md: shows the picture 'rises', which is not in learn.toml",
    ),
    "an empty message": (
        ("messages.toml", 'not_an_option = "', 'not_an_option = ""  # "'),
        "messages.toml: [not_an_option] Expected `str` of length >= 1",
    ),
    "an empty name": (
        ("names.toml", 'wrist = "wrist"', 'wrist = ""'),
        "names.toml: [fracture.wrist] is empty",
    ),
    "an empty text of an outcome": (
        ("content/outcomes.md", "> {measurement}: WHO class normal.", ""),
        "content/outcomes.md: [headline_t_normal.clinical] is empty",
    ),
    "a text that is there twice": (
        ("content/reasons.md", "## age_needed", "## under_20"),
        "content/reasons.md: [under_20] is there twice",
    ),
    "no number in a cell": (
        ("reference/precision.csv", "0.039", "0,039"),
        "reference/precision.csv: [line 2]",
    ),
    "an empty cell": (
        ("reference/drinks.csv", ",355,5,", ",355,,"),
        "reference/drinks.csv: [line 2] Object missing required field `percent_alcohol`",
    ),
    "an unknown source of a row": (
        ("reference/precision.csv", "canadian_lsc", "canadian"),
        "reference/precision.csv: [line 2, source] names the source 'canadian', which is not there",
    ),
    "a yes that is neither yes nor no": (
        ("reference/time_to_osteoporosis.csv", ",no,", ",nope,"),
        "reference/time_to_osteoporosis.csv: [line 2, is_reliable] Expected `bool`, got `str`",
    ),
    "a column under another name": (
        ("reference/drinks.csv", "percent_alcohol", "percent"),
        "reference/drinks.csv: [line 1] has the columns",
    ),
    "a cell too many": (
        ("reference/drinks.csv", ",355,5,", ",355,5,5,"),
        "reference/drinks.csv: [line 2] has 7 cells for 6 columns",
    ),
    "a row that is there twice": (
        ("reference/drinks.csv", "strong_beer", "beer"),
        "reference/drinks.csv: [line 3, item] 'beer' is there twice",
    ),
    "an effect without a result": (
        ("reference/effects.csv", ",0.77,0.71,0.83,", ",,,0.83,"),
        "reference/effects.csv: [line 3] gives neither a value nor a range",
    ),
    "a coefficient given as text": (
        ("models/garvan.json", '"b_age": 0.0507', '"b_age": "0.0507"'),
        "models/garvan.json: [coefficients.female.hip.b_age] Expected `int | float`, got `str`",
    ),
    "a survival above one": (
        ("models/garvan.json", "0.999896685", "1.1"),
        "models/garvan.json: [baseline_survival.female.hip.5] Expected `float` <= 1.0",
    ),
}


@pytest.mark.parametrize(("change", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused_with_file_entry_and_reason(change, said, refusal):
    assert said in refusal(*change)


def test_a_file_that_nothing_reads_is_refused(folder):
    stray = folder / "treshold.toml"
    stray.write_text("", encoding="utf-8")
    try:
        with pytest.raises(EvidenceError, match=r"^treshold\.toml: is a file of no known kind"):
            load_all(folder)
    finally:
        stray.unlink()


@pytest.mark.parametrize("name", ["thresholds.toml", "reference/drinks.csv", "models/ost.json", "content/reasons.md"])
@pytest.mark.parametrize(("left", "said"), [(None, "cannot be read"), (b"", "is empty"), (b"\xff", "cannot be read")])
def test_a_file_that_cannot_be_read_is_refused(name, left, said, folder):
    kept = (folder / name).read_bytes()
    (folder / name).unlink() if left is None else (folder / name).write_bytes(left)
    try:
        with pytest.raises(EvidenceError, match=rf"^{name}: {said}"):
            load_all(folder)
    finally:
        (folder / name).write_bytes(kept)


def test_a_text_may_have_plural_forms():
    assert msgspec.convert({"one": "{count} question", "other": "{count} questions"}, Text).one == "{count} question"
    assert msgspec.convert("a question", Text) == "a question"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"one": "{count} question"}, Plural)


def test_what_was_read_cannot_be_changed():
    with pytest.raises(AttributeError):
        library.threshold("t_score_normal").value = -1.1
    with pytest.raises(AttributeError):
        library.rows(tables.Drink)[0].ml = 1
    with pytest.raises(TypeError):
        library.entries(entries.Threshold)["t_score_normal"] = None
