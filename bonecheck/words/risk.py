"""Words for what the risk models say: out of 100 people, both ways, with the years."""

import math
from dataclasses import dataclass
from functools import cache

from bonecheck.answers.person import Answer
from bonecheck.evidence.library import document, model, model_names
from bonecheck.risk.chance import Chance, Driver, ModelRisk, Range, Remark, WorkingLine
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import as_shown, is_too_open, out_of_100
from bonecheck.words.language import MINUS, capital, message, name, shown, signed


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelText:
    """What a published model is, in plain words; see `data/risk_models.toml`."""

    name: str
    sees_short: str
    blind_short: str
    sees: str
    blind_to: str
    made_from: str
    accuracy: str
    limits: str
    sources: tuple[str, ...]


@cache
def model_text(key: str) -> ModelText:
    """The plain words about one model."""
    entry = document("risk_models.toml")[key]
    return ModelText(**{**entry, "sources": tuple(entry["sources"])})


def licence_note(key: str) -> str:
    """The attribution and the disclaimer that the licence of a model wants beside every score; else empty."""
    entry = model(key) if key in model_names() else {}
    return f"{entry['attribution']} {entry['disclaimer']}" if "disclaimer" in entry else ""


def amount(chance: Chance, part: Range) -> str:
    """How many out of 100 will, in words: "about 11", "between 3 and 12", "under 10"."""
    if chance.in_groups and part.is_open:
        return _group(part)
    return exact(chance, part) if chance.as_typed else _between(part.low, part.high)


def amount_not(chance: Chance, part: Range) -> str:
    """How many out of 100 will not; with those who will they are 100."""
    if chance.in_groups and part.is_open:
        return _group(Range(100 - part.high, 100 - part.low))
    if chance.as_typed:
        return exact(chance, Range(100 - part.high, 100 - part.low))
    return _between(part.high, part.low, will=False)


def short(chance: Chance, part: Range, *, will: bool = True) -> str:
    """A chance in as few characters as a picture has room for: "11", "3 to 12", "under 1"."""
    if not will and ((chance.in_groups and part.is_open) or chance.as_typed):
        part, will = Range(100 - part.high, 100 - part.low), True
    if chance.in_groups and part.is_open:
        return _group(part, "short_between")
    if chance.as_typed:
        return exact(chance, part)
    ends = (part.low, part.high) if will else (part.high, part.low)
    low, high = (_count(end, "short_few", "short_most", will=will) for end in ends)
    return low if low == high else message("short_between", low=low, high=high)


def exact(chance: Chance, part: Range) -> str:
    """A chance as a number with one decimal, for tables."""
    if chance.in_groups and part.is_open:
        return _group(part)
    if chance.as_typed:
        return f"{part.low:.4g}"
    low, high = (f"{end:.1f}" if end >= 0.1 else f"{end:.2g}" for end in (part.low, part.high))
    return low if low == high else message("amount_between", low=low, high=high)


def told_apart(one: Chance, other: Chance) -> tuple[str, str]:
    """Two chances in as few characters as possible, with a decimal where they would look the same."""
    found = short(one, one.you), short(other, other.you)
    return found if found[0] != found[1] else (exact(one, one.you), exact(other, other.you))


def number_cell(found: tuple[ModelRisk, Chance] | None) -> str:
    """A chance for a table; in words where there is none, or one that says almost nothing."""
    if found is None:
        return message("risk_cell_none")
    return message("risk_cell_open") if is_too_open(*found) else exact(found[1], found[1].you)


def sentence(risk: ModelRisk, chance: Chance) -> str:
    """One result as a sentence, both ways, with the years, and beside it the comparison person."""
    chance = as_shown(chance)
    said = message(
        "risk_sentence",
        model=model_text(risk.model).name,
        people=name("people", risk.sex),
        will=amount(chance, chance.you),
        will_not=capital(amount_not(chance, chance.you)),
        break_words=name("break_words", chance.kind),
        years=chance.years,
    )
    if chance.comparison is None:
        return said
    other = message(
        "risk_sentence_other",
        other=comparison_words(risk),
        will=amount(chance, chance.comparison),
        will_not=amount_not(chance, chance.comparison),
    )
    return f"{said} {other}"


def comparison_words(risk: ModelRisk) -> str:
    """Who the comparison person is."""
    if risk.comparison is None:
        return ""
    values = {
        key: signed(value) if key == "score" else value  # type: ignore[arg-type]
        for key, value in risk.comparison.values.items()
    }
    return message(risk.comparison.key, people=name("people", risk.sex), age=risk.age_years, **values)


def has_own_t_score(risk: ModelRisk) -> bool:
    """Whether the comparison person has the T-score of the person."""
    return risk.comparison is not None and risk.comparison.key.startswith("comparison_same_t_score")


def remark_words(remark: Remark) -> str:
    """A condition or limit that goes with a number."""
    return message(remark.key, **remark.values)


def telling(drivers: tuple[Driver, ...]) -> list[Driver]:
    """The factors whose effect can be told from none in the two decimals that we show."""
    nothing = {"times": "1"}
    return [
        driver
        for driver in drivers
        if {_effect_number(driver, driver.low), _effect_number(driver, driver.high)}
        != {nothing.get(driver.effect, "0")}
    ]


def effect(driver: Driver) -> str:
    """What a factor does in its model: "1.8 times", "2 points"."""
    low, high = _effect_number(driver, driver.low), _effect_number(driver, driver.high)
    kind = {"times": "driver_times", "points": "driver_points", "steps": "driver_step"}[driver.effect]
    if low == high:
        return message(f"{kind}_one" if kind == "driver_points" and low in {"1", "-1"} else kind, amount=low)
    return message(f"{kind}_open", low=low, high=high)


def working_sum(line: WorkingLine) -> str:
    """What one line adds to the sum."""
    low, high = (_tidy(end) for end in sorted((line.low, line.high)))
    return low if low == high else message("amount_between", low=low, high=high)


def formula(chance: Chance) -> str:
    """The end of the sum: how the chance follows from it, with the person's numbers."""
    working = chance.working
    if working is None:
        return ""
    low, high = working.sum
    added = _tidy(low) if low == high else message("short_between", low=_tidy(low), high=_tidy(high))
    if working.survival is None:
        return message(
            "risk_formula_groups" if chance.in_groups else "risk_formula_points",
            sum=added,
            percent=exact(chance, chance.you),
        )
    own = Range(*(100 * (1 - working.survival ** math.exp(total)) for total in (low, high)))
    return message("risk_formula", sum=added, survival=f"{working.survival:.10g}", percent=exact(chance, own))


def score_words(tool: ScreeningScore) -> str:
    """The score of a tool before a scan, with its range where answers are open."""
    low, high = (f"{end:g}".replace("-", MINUS) for end in (tool.low, tool.high))
    return low if low == high else message("short_between", low=low, high=high)


def tool_verdict(tool: ScreeningScore) -> str:
    """What a tool before a scan says: points to a scan or not, or a risk group."""
    if tool.points_to_a_scan is None:
        return message("tools_group", groups=" / ".join(name("risk_group", group) for group in tool.groups))
    verdicts = {Answer.YES: "tools_yes", Answer.NO: "tools_no", Answer.NOT_KNOWN: "tools_open"}
    return message(verdicts[tool.points_to_a_scan])


def _effect_number(driver: Driver, value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if driver.effect == "times" else f"{value:g}"


def _tidy(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").replace("-", MINUS)


def _between(low: float, high: float, *, will: bool = True) -> str:
    numbers = [_count(end, "amount_few", "amount_most", will=will) for end in (low, high)]
    if numbers[0] != numbers[1]:
        return message("amount_between", low=numbers[0], high=numbers[1])
    return message("amount_one", n=numbers[0]) if numbers[0].isdecimal() else numbers[0]


def _count(percent: float, few: str, most: str, *, will: bool) -> str:
    """How many people will, or will not; few and most name the words for a share that rounding would make nobody."""
    if percent < 0.5:
        return message(few if will else most)
    if percent >= 99.5:
        return message(most if will else few)
    return str(out_of_100(percent) if will else 100 - out_of_100(percent))


def _group(part: Range, between: str = "amount_between") -> str:
    if part.low <= 0 and part.high >= 100:
        return message("amount_any")
    if part.low <= 0:
        return message("amount_under", high=shown(round(part.high)))
    if part.high >= 100:
        return message("amount_over", low=shown(round(part.low)))
    return message(between, low=shown(round(part.low)), high=shown(round(part.high)))
