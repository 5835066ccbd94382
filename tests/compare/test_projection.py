"""What a trial found over its own time: as printed, no further than the trial went, beside the noise of one scanner."""

import csv
from functools import cache

import pytest

from bonecheck import Report
from bonecheck.answers.dxa_report import ScannerMake, SkeletalSite
from bonecheck.answers.person import MenopausalStatus, Person, Sex
from bonecheck.answers.samples import sample
from bonecheck.compare.projection import Line, NoiseFrom, Projection, projections
from bonecheck.compare.what_if import levers, start_of, supposed
from bonecheck.scan.site_reading import Held
from bonecheck.words.what_if import line_words, noise_words, projection_sentence, sources, trial_sentences
from tests.people import DATA, TODAY, at, man, plain, report, scanned, unscanned, woman

WOMAN_AFTER = woman(62)
WOMEN_OF_THE_PICTURE = ["liftmor_spine", "liftmor_spine_control"]
MEN_OF_THE_PICTURE = ["liftmor_men_spine", "liftmor_men_spine_control"]
MILK_OF_THE_PICTURE = ["calcium_food_one_year", "calcium_food_two_years"]


@cache
def rows(table: str, key: str) -> dict[str, dict[str, str]]:
    """A table of reference data as printed."""
    with (DATA / "reference" / f"{table}.csv").open(encoding="utf-8") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def printed(key: str) -> tuple[float | None, float | None, float | None, float]:
    """Value, low, high and months of an effect, from the file."""
    row = rows("effects", "key")[key]
    value, low, high = (float(row[name]) if row[name] else None for name in ("value", "low", "high"))
    return value, low, high, float(row["months"])


def drawn(line: Line) -> tuple[float | None, float | None, float | None, float]:
    return line.value, line.low, line.high, line.months


def the_one(lever: str, person: Person, found: Report | None = None) -> Projection:
    [shown] = projections(lever, person, found or report(unscanned(person)))
    return shown


# ------------------------------------------------------------------ the figures of the file


@pytest.mark.parametrize(
    ("lever", "person", "keys"),
    [
        ("training", WOMAN_AFTER, WOMEN_OF_THE_PICTURE),
        ("training", man(66), MEN_OF_THE_PICTURE),
        ("calcium", WOMAN_AFTER, MILK_OF_THE_PICTURE),
        ("calcium", man(66), MILK_OF_THE_PICTURE),
    ],
)
def test_the_lines_are_the_effects_as_printed_over_the_trials_own_time(lever, person, keys):
    shown = the_one(lever, person)
    assert [drawn(line) for line in shown.lines if not line.is_rate] == [printed(key) for key in keys]
    assert shown.months == max(printed(key)[3] for key in keys)
    assert shown.lever == lever


def test_a_trial_of_8_months_ends_after_8_months():
    """LIFTMOR: 8 months, the spine 2.9 percent up against 1.2 down."""
    training, control, _ = the_one("training", WOMAN_AFTER).lines
    assert drawn(training) == (2.9, 2.1, 3.7, 8)
    assert drawn(control) == (-1.2, -2.0, -0.4, 8)
    assert the_one("training", WOMAN_AFTER).months == 8
    assert the_one("calcium", WOMAN_AFTER).months == 24


def test_where_only_a_range_is_printed_no_value_is_made_up():
    """Tai 2015: 0.6 to 1.0 percent after one year, 0.7 to 1.8 after two."""
    one_year, two_years = the_one("calcium", WOMAN_AFTER).lines
    assert (one_year.value, one_year.low, one_year.high) == (None, 0.6, 1.0)
    assert (two_years.value, two_years.low, two_years.high) == (None, 0.7, 1.8)
    assert line_words(one_year) == "calcium from food, 1 year: +0.6 % to +1.0 %."


# ------------------------------------------------------------------ time alone


def test_time_alone_is_the_yearly_rate_for_the_months_of_the_trial():
    """Sowers 2010: 1.1 percent a year, two to seven years after the last period."""
    line = the_one("training", WOMAN_AFTER).lines[-1]
    assert line.is_rate
    assert line.value == pytest.approx(-1.1 * 8 / 12)
    assert (line.low, line.high, line.months) == (None, None, 8)


@pytest.mark.parametrize(
    "stage",
    [
        MenopausalStatus.PREMENOPAUSAL,
        MenopausalStatus.TRANSITION,
        MenopausalStatus.NOT_KNOWN,
        MenopausalStatus.WOMB_REMOVED,
        None,
    ],
)
def test_the_trial_of_women_after_menopause_is_shown_to_no_others(stage):
    person = woman(53, stage)
    assert projections("training", person, report(unscanned(person))) == ()
    assert len(projections("calcium", person, report(unscanned(person)))) == 1


def test_from_65_on_menopause_is_taken_as_past():
    assert the_one("training", woman(65, None)).months == 8
    assert projections("training", woman(64, None), report(unscanned(woman(64, None)))) == ()


def test_no_rate_of_women_is_drawn_for_men_or_beside_calcium():
    assert not [line for line in the_one("training", man(66)).lines if line.is_rate]
    assert not [line for line in the_one("calcium", WOMAN_AFTER).lines if line.is_rate]


def test_a_trial_is_never_called_a_rate():
    assert [line.is_rate for line in the_one("training", WOMAN_AFTER).lines] == [False, False, True]


# ------------------------------------------------------------------ who gets which trial


def test_men_get_the_trial_of_men_and_women_that_of_women():
    of_men, of_women = the_one("training", man(66)), the_one("training", WOMAN_AFTER)
    assert {told.key for told in of_men.effects} == {*MEN_OF_THE_PICTURE, "falls_exercise_breaks", "fractures_exercise"}
    assert not {told.key for told in of_women.effects} & set(MEN_OF_THE_PICTURE)
    assert {told.key for told in of_women.effects} >= set(WOMEN_OF_THE_PICTURE)


@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_without_a_sex_no_trial_of_training_fits_and_that_of_calcium_does(sex):
    person = Person(age_years=66, sex=sex)
    assert projections("training", person, report(unscanned(person))) == ()
    assert len(projections("calcium", person, report(unscanned(person)))) == 1


@pytest.mark.parametrize("lever", [key for key in levers() if key not in {"training", "calcium"}])
def test_no_other_lever_has_a_projection(lever):
    for person in (WOMAN_AFTER, man(66)):
        assert projections(lever, person, report(unscanned(person))) == ()


def test_the_levers_with_a_trial_are_those_with_a_line_of_the_plan():
    person = WOMAN_AFTER
    assert [key for key in levers() if projections(key, person, report(unscanned(person)))] == [
        key for key, lever in levers().items() if lever.row
    ]


# ------------------------------------------------------------------ the noise of one scanner


def test_the_noise_is_the_published_least_significant_change():
    """Lumbar spine 0.039 g/cm2 (Canadian hospitals), total hip 2.77 x 0.016 = 0.044 g/cm2 (Nelson 2010)."""
    table = rows("precision", "site")
    assert float(table["lumbar_spine"]["lsc_g_cm2"]) == 0.039
    assert float(table["total_hip"]["lsc_g_cm2"]) == pytest.approx(2.77 * 0.016, abs=0.0005)


def test_the_noise_is_a_percentage_of_ones_own_bone_density_first():
    """Maria's spine is 0.959 g/cm2: 0.039 / 0.959 = 4.067 %. Her hip is 0.759: 0.044 / 0.759 = 5.797 %."""
    check = sample("maria").check
    spine, total_hip = (the_one(lever, check.person, report(check)) for lever in ("training", "calcium"))
    assert (spine.noise_from, total_hip.noise_from) == (NoiseFrom.OWN, NoiseFrom.OWN)
    assert spine.noise_percent == pytest.approx(4.067, abs=0.001)
    assert total_hip.noise_percent == pytest.approx(5.797, abs=0.001)
    assert (noise_words(spine), noise_words(total_hip)) == ("4.1", "5.8")


def test_else_of_the_density_that_goes_with_the_t_score_of_this_site():
    """Spine of young women 1.047 (0.110): at T -2.0 it is 0.827 g/cm2, and 0.039 / 0.827 = 4.716 %."""
    check = scanned(WOMAN_AFTER, at("lumbar_spine", t=-2.0))
    shown = the_one("training", check.person, report(check))
    assert shown.noise_from is NoiseFrom.SCORE
    assert shown.noise_percent == pytest.approx(4.716, abs=0.001)


def test_else_of_the_average_young_bone():
    """0.039 / 1.047 = 3.725 %; the hip 0.044 / 0.942 = 4.671 %."""
    spine, total_hip = the_one("training", WOMAN_AFTER), the_one("calcium", WOMAN_AFTER)
    assert (spine.noise_from, total_hip.noise_from) == (NoiseFrom.GENERAL, NoiseFrom.GENERAL)
    assert spine.noise_percent == pytest.approx(3.725, abs=0.001)
    assert total_hip.noise_percent == pytest.approx(4.671, abs=0.001)


def test_thinner_bone_has_more_noise():
    found = [scanned(WOMAN_AFTER, at("lumbar_spine", t=t)) for t in (-1.0, -2.0, -3.0)]
    noise = [the_one("training", check.person, report(check)).noise_percent for check in found]
    assert noise == sorted(noise)
    assert noise[0] < noise[-1]


def test_the_score_and_the_density_of_another_site_are_not_taken_for_those_of_the_spine():
    check = scanned(WOMAN_AFTER, at("total_hip_left", t=-1.5, bmd=0.759))
    assert the_one("training", check.person, report(check)).noise_from is NoiseFrom.GENERAL
    assert the_one("calcium", check.person, report(check)).noise_from is NoiseFrom.OWN


def test_a_mans_t_score_is_not_read_in_the_table_of_women():
    check = scanned(man(66), at("lumbar_spine", t=-2.0))
    assert the_one("training", check.person, report(check)).noise_from is NoiseFrom.GENERAL


def test_a_density_that_contradicts_its_t_score_is_not_taken():
    check = scanned(WOMAN_AFTER, at("lumbar_spine", t=-3.0, bmd=1.2), scanner_make=ScannerMake.HOLOGIC)
    [site] = report(check).sites
    assert site.held is Held.T_AND_BMD_CONFLICT
    assert the_one("training", check.person, report(check)).noise_from is NoiseFrom.GENERAL


def test_a_supposed_score_leaves_the_density_of_the_real_scan_behind():
    """Moved to T -3.0, the spine is 1.047 - 3 x 0.110 = 0.717 g/cm2, and 0.039 / 0.717 = 5.439 %."""
    check = scanned(WOMAN_AFTER, at("lumbar_spine", t=-1.0, bmd=0.937))
    begins = start_of(check, report(check))
    found = report(supposed(begins, {"score": -3.0}, on=TODAY))
    assert the_one("training", check.person, report(check)).noise_from is NoiseFrom.OWN
    shown = the_one("training", check.person, found)
    assert shown.noise_from is NoiseFrom.SCORE
    assert shown.noise_percent == pytest.approx(5.439, abs=0.001)


def test_the_noise_does_not_turn_on_training():
    begins = start_of(sample("maria").check, report(sample("maria").check))
    found = report(supposed(begins, {"training": "3"}, on=TODAY))
    assert the_one("training", begins.check.person, found) == the_one("training", begins.check.person, begins.report)


# ------------------------------------------------------------------ in words


def test_the_picture_in_words_has_every_number_of_the_lines_and_the_noise():
    check = sample("maria").check
    said = plain(projection_sentence(the_one("training", check.person, report(check))))
    assert "at the lower spine, in percent, over 8 months" in said
    assert "heavy lifting and jumps: +2.9 % (+2.1 % to +3.7 %)." in said
    assert "light exercise at home: -1.2 % (-2.0 % to -0.4 %)." in said
    assert ": -0.7 %." in said  # -1.1 x 8 / 12 = -0.73
    assert "Changes of less than 4.1 percent are within the noise of one scanner." in said


@pytest.mark.parametrize("lever", ["training", "calcium"])
def test_every_effect_has_a_sentence_and_a_source_and_the_noise_has_one(lever):
    for person in (WOMAN_AFTER, woman(70, None), man(66)):
        shown = the_one(lever, person)
        assert len(trial_sentences(shown)) == len(shown.effects) == len({told.key for told in shown.effects})
        expected = {rows("effects", "key")[told.key]["source"] for told in shown.effects} | {"iscd_precision"}
        assert set(sources(shown)) == expected
        assert len(sources(shown)) == len(expected)


def test_every_picture_stands_at_the_site_that_its_trials_measured():
    for person in (WOMAN_AFTER, man(66)):
        shown = the_one("training", person)
        assert shown.site is SkeletalSite.LUMBAR_SPINE
        assert {told.site for told in shown.effects if told.key.endswith(("spine", "spine_control"))} == {"spine"}
    assert the_one("calcium", WOMAN_AFTER).site is SkeletalSite.TOTAL_HIP
    assert all("hip" in told.site for told in the_one("calcium", WOMAN_AFTER).effects[:2])
