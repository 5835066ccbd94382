"""Words for what a study measured: one effect, one sentence."""

from collections.abc import Mapping

from bonecheck.evidence.effects import Effect, Kind, Measured, Unit
from bonecheck.words.language import MINUS, bare, capital, cell, filled, number, per_language, texts

_MONTHS_A_YEAR = 12
_ABOUT_HALF_A_YEAR = range(5, 8)  # months


def text(key: str, /, **values: str) -> str:
    """A text about effects with its values."""
    return filled(texts("effects.toml")["words"][key], **values)


@per_language
def sentence(told: Effect) -> str:
    """The effect in a few short sentences: in whom, over how long, how sure.

    The words follow from what was measured. Those of bone density know no breaks.
    """
    form = texts("effects.toml")["result"][_result(told)]
    values = _values(told)
    if "sentence" in form:
        said = [filled(form["sentence"], **values)]
    else:
        result = filled(form["text"], **values)
        for addition in form.get("adds", ()):
            result = _added(addition, result, told)
        said = [text("sentence", what=capital(_cell(told, "what")), who=_cell(told, "who"), result=result)]
    if "after" in form:
        said.append(filled(form["after"], **values))
    if form.get("is_link"):
        said.append(text("link"))
    if told.may_be_chance and told.value != 0:  # "stayed as it was" is no difference that could be chance
        said.append(text("may_be_chance"))
    return " ".join(said)


def unit_words(unit: str) -> str:
    """How a unit of an effect is written."""
    said: str = texts("effects.toml")["unit"][unit]
    return said


def _values(told: Effect) -> dict[str, str]:
    site = _cell(told, "site")
    return {
        "who": _cell(told, "who"),
        "beside": _cell(told, "beside"),
        "site": site or text("any_site"),
        "breaks": text("breaks_at", site=site) if site else text("breaks_any"),
        "amount": amount(told),
        "unit": unit_words(told.unit),
        "without": "" if told.without is None else number(told.without, decimals=0),
        "with_it": "" if told.with_it is None else number(told.with_it, decimals=0),
    }


def _cell(told: Effect, column: str) -> str:
    """A cell of the table of effects that a person reads."""
    printed: str = getattr(told, column)
    return cell(told.FILE, told.key, column, printed)


def _added(addition: str, result: str, told: Effect) -> str:
    """A result with the time of the study, or with its likely range, where there is one."""
    form = texts("effects.toml")["add"][addition]
    if addition == "likely":
        return filled(form, result=result, span=span(told)) if span(told) and told.value is not None else result
    if told.months is None:
        return result
    years, rest = divmod(int(told.months), _MONTHS_A_YEAR)
    if years >= 2 and rest in _ABOUT_HALF_A_YEAR and "halves" in form:
        return filled(form["halves"], result=result, years=years)
    if rest or years < 2:
        return filled(form["months"], result=result, months=int(told.months))
    return filled(form["years"], result=result, years=years)


def _result(told: Effect) -> str:
    """Which text fits what was measured."""
    if told.outcome is Measured.BMD:
        return _bmd_result(told)
    if told.unit is Unit.FEWER_FALLS:
        return "falls_fewer"
    if told.unit is Unit.ODDS_RATIO:
        return f"fractures_odds_{told.kind}"
    if told.with_it is not None:
        return "fractures_out_of_100_at" if told.site else "fractures_out_of_100"
    return f"{told.outcome}_{told.kind}"


def _bmd_result(told: Effect) -> str:
    match told.unit:
        case Unit.PERCENT_A_YEAR:
            return "bmd_a_year"
        case Unit.PERCENT if told.kind is Kind.WATCHED and told.beside:
            return f"bmd_watched_{_way(told)}"
        case Unit.PERCENT:
            return "bmd_no_change" if told.value == 0 else f"bmd_change_{_way(told)}"
        case Unit.PERCENTAGE_POINTS:
            return "bmd_no_difference" if told.value == 0 else "bmd_points"
        case _:
            return f"bmd_density_{_way(told)}_beside" if told.beside else f"bmd_density_{_way(told)}"


def _way(told: Effect) -> str:
    """Which way bone density went; of a range both ends lie on the same side."""
    end = told.low if told.value is None else told.value
    return "lower" if end is not None and end < 0 else "higher"


def amount(told: Effect) -> str:
    """The result in the unit that its sentence uses: of a ratio, how many for every 100; never with a sign."""
    return span(told) if told.value is None else _amount(told.value, told.unit)


def percent_fewer(told: Effect) -> Mapping[str, str]:
    """A ratio under 1 and its interval as so many percent less often; and in whom."""
    ends = {"fewer": told.value, "low": told.high, "high": told.low}
    fewer = {key: number(100 * (1 - end), decimals=0) for key, end in ends.items() if end is not None}
    return {"who": _cell(told, "who"), **fewer}


def span(told: Effect) -> str:
    """The interval, or the range where only that is printed; "" where there is neither."""
    if told.low is None or told.high is None:
        return ""
    if told.low < 0 < told.high:  # the sign tells here
        return text("span", low=_signed(told.low), high=_signed(told.high))
    near, far = sorted((told.low, told.high), key=abs)
    return text("span", low=_amount(near, told.unit), high=_amount(far, told.unit))


def _amount(value: float, unit: Unit) -> str:
    if unit is Unit.RATIO:
        return number(100 * value, decimals=0)
    if unit is Unit.ODDS_RATIO:
        return number(value, decimals=2)
    if unit is Unit.PERCENTAGE_POINTS:
        return number(abs(value), decimals=1)
    return bare(abs(value))


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else '+'}{bare(abs(value))}"
