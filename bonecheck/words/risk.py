"""Words for what the risk models say: out of 100 people, both ways, with the years."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bonecheck.answers.person import Answer
from bonecheck.evidence.library import model, model_names, whole
from bonecheck.evidence.models import RISK_MODELS
from bonecheck.risk.chance import Chance, Driver, ModelRisk, Range, Remark, WorkingLine
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import Standing, as_shown, is_too_open, out_of_100, standing
from bonecheck.words.language import bare, capital, cut_off, filled, joined, message, name, number, per_language, texts
from bonecheck.words.outcomes import named


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


@per_language
def model_text(key: str) -> ModelText:
    """The plain words about one model."""
    entry = texts("risk_models.toml")[key]
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
    low, high = (_count_words("short", _count(end, will=will)) for end in ends)
    return low if low == high else message("short_between", low=low, high=high)


def exact(chance: Chance, part: Range) -> str:
    """A chance as a number with one decimal, for tables."""
    if chance.in_groups and part.is_open:
        return _group(part)
    if chance.as_typed:
        return _significant(part.low, 4)
    low, high = (number(end, decimals=1) if end >= 0.1 else _significant(end, 2) for end in (part.low, part.high))
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
    """One result as a sentence, both ways, with the years, and beside it the comparison person.

    No number where open answers leave so wide a range that it says almost nothing.
    """
    if is_too_open(risk, chance):
        return message("risk_too_open", models=model_text(risk.model).name)
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
    who = {"people": name("people", risk.sex), "age": number(risk.age_years)}
    return message(risk.comparison.key, **who, **named(risk.comparison.values))


def standing_words(numbers: Sequence[tuple[ModelRisk, Chance]]) -> str:
    """How all models together put the person beside others of the same age and sex, in one sentence."""
    told = [found for _, chance in numbers if (found := standing(chance)) is not None]
    if not told:
        return message("chance_alone")
    risk = numbers[0][0]
    who = {"people": name("people", risk.sex), "age": number(risk.age_years)}
    if len(set(told)) == 1:
        key = {1: "chance_one", 2: "chance_both"}.get(len(told), "chance_all")
        return message(key, where=message(f"chance_{told[0]}"), count=len(told), **who)
    counts = Counter(told)
    parts = [message(f"chance_part_{each}", count=counts[each]) for each in Standing if each in counts]
    return message("chance_differ", parts=joined(parts), **who)


def others_words(numbers: Iterable[tuple[ModelRisk, Chance]]) -> str:
    """Who the others are; where they differ from model to model, in short."""
    compared = [risk for risk, chance in numbers if chance.comparison is not None]
    said = list(dict.fromkeys(comparison_words(risk) for risk in compared))
    if not said:
        return ""
    if len(said) == 1:
        return message("chance_who", who=said[0])
    who = {"people": name("people", compared[0].sex), "age": number(compared[0].age_years)}
    return message("chance_who_differ", **who)


def grid_words(risk: ModelRisk, chance: Chance) -> str:
    """One number out of 100 people, both ways, and that of the others."""
    said = message(
        "chance_grid",
        people=name("people", risk.sex),
        will=amount(chance, chance.you),
        will_not=capital(amount_not(chance, chance.you)),
        break_words=name("break_words", chance.kind),
        years=chance.years,
    )
    if chance.comparison is None:
        return said
    return f"{said} {message('chance_grid_others', will=amount(chance, chance.comparison))}"


def has_own_t_score(risk: ModelRisk) -> bool:
    """Whether the comparison person has the T-score of the person."""
    return risk.comparison is not None and risk.comparison.key.startswith("comparison_same_t_score")


def remark_words(remark: Remark) -> str:
    """A condition or limit that goes with a number."""
    return message(remark.key, **named(remark.values))


def limits(rows: Iterable[tuple[ModelRisk, Chance]]) -> Iterator[str]:
    """What limits these numbers by itself: beyond counting, raised to that of the hip, or too open to say anything."""
    told = list(rows)
    for key, holds in _LIMITS.items():
        if named := dict.fromkeys(model_text(risk.model).name for risk, chance in told if holds(risk, chance)):
            yield message(key, models=joined(named))


_LIMITS: dict[str, Callable[[ModelRisk, Chance], bool]] = {
    "risk_beyond": lambda risk, chance: chance.is_beyond_counting,
    "risk_hip_raised": lambda risk, chance: chance.raised_to_hip and not chance.is_beyond_counting,
    "risk_too_open": is_too_open,
}


def by_words(said: Iterable[tuple[str, ModelRisk]]) -> Iterator[tuple[str, str]]:
    """The same words once, with the names of all models that they go with."""
    together: dict[str, list[str]] = {}
    for text, risk in said:
        together.setdefault(text, []).append(model_text(risk.model).name)
    return ((text, joined(models)) for text, models in together.items())


def ages_words(model_key: str) -> str:
    """From which age to which a model is shown."""
    kind = RISK_MODELS.get(model_key)
    youngest = cut_off("frax_from_age") if kind is None else number(whole(kind).accepts.age_years[0])
    return message("risk_about_ages", youngest=youngest)


def telling(drivers: tuple[Driver, ...]) -> list[Driver]:
    """The factors whose weight can be told from none in the two decimals that we show."""
    nothing = {"times": 1.0}
    return [driver for driver in drivers if set(_weights(driver)) != {nothing.get(driver.weight, 0.0)}]


def weight(driver: Driver) -> str:
    """What a factor does in its model: "1.8 times", "2 points"."""
    low, high = _weights(driver)
    if low == high:
        return message(f"driver_{driver.weight}", amount=bare(low), count=low)
    return message(f"driver_{driver.weight}_open", low=bare(low), high=bare(high))


def working_sum(line: WorkingLine) -> str:
    """What one line adds to the sum."""
    low, high = (bare(end, 4) for end in sorted((line.low, line.high)))
    return low if low == high else message("amount_between", low=low, high=high)


def formula(chance: Chance) -> str:
    """The end of the sum: how the chance follows from it, with the person's numbers."""
    working = chance.working
    if working is None:
        return ""
    low, high = working.sum
    added = bare(low, 4) if low == high else message("short_between", low=bare(low, 4), high=bare(high, 4))
    if working.survival is None:
        return message(
            "risk_formula_groups" if chance.in_groups else "risk_formula_points",
            sum=added,
            percent=exact(chance, chance.you),
        )
    own = Range(*(100 * (1 - working.survival ** math.exp(total)) for total in (low, high)))
    return message("risk_formula", sum=added, survival=bare(working.survival), percent=exact(chance, own))


def score_words(tool: ScreeningScore) -> str:
    """The score of a tool before a scan, with its range where answers are open."""
    low, high = bare(tool.low), bare(tool.high)
    return low if low == high else message("short_between", low=low, high=high)


def tool_rule(tool: ScreeningScore) -> str:
    """The limit of a tool before a scan, or its groups."""
    if tool.limit is None or tool.comparison is None:
        groups = model(tool.tool)["groups"]
        return message("tools_groups", low_above=groups["low_above"], high_under=groups["high_under"])
    return filled(name("tool_limit", tool.comparison), limit=bare(tool.limit))


def tool_verdict(tool: ScreeningScore) -> str:
    """What a tool before a scan says: points to a scan or not, or a risk group."""
    if tool.points_to_a_scan is None:
        return message("tools_group", groups=" / ".join(name("risk_group", group) for group in tool.groups))
    verdicts = {Answer.YES: "tools_yes", Answer.NO: "tools_no", Answer.NOT_KNOWN: "tools_open"}
    return message(verdicts[tool.points_to_a_scan])


def _weights(driver: Driver) -> tuple[float, float]:
    """The least and the greatest weight of a factor, with the decimals that we show."""
    decimals = 2 if driver.weight == "times" else 6
    return round(driver.low, decimals), round(driver.high, decimals)


def _significant(value: float, digits: int) -> str:
    return bare(float(f"{value:.{digits}g}"))


def _between(low: float, high: float, *, will: bool = True) -> str:
    counts = [_count(end, will=will) for end in (low, high)]
    least, most = (_count_words("amount", count) for count in counts)
    if counts == [99, "most"]:
        return message("amount_from", low=least)
    if counts == ["few", 1]:
        return message("amount_up_to", high=most)
    if counts[0] != counts[1]:
        return message("amount_between", low=least, high=most)
    return message("amount_one", n=least) if isinstance(counts[0], int) else least


def _count(percent: float, *, will: bool) -> int | str:
    """How many people will, or will not; "few" or "most" for a share that rounding would make nobody or everybody."""
    if percent < 0.5:
        return "few" if will else "most"
    if percent >= 99.5:
        return "most" if will else "few"
    return out_of_100(percent) if will else 100 - out_of_100(percent)


def _count_words(kind: str, count: int | str) -> str:
    return number(count) if isinstance(count, int) else message(f"{kind}_{count}")


def _group(part: Range, between: str = "amount_between") -> str:
    if part.low <= 0 and part.high >= 100:
        return message("amount_any")
    if part.low <= 0:
        return message("amount_under", high=round(part.high))
    if part.high >= 100:
        return message("amount_over", low=round(part.low))
    return message(between, low=round(part.low), high=round(part.high))
