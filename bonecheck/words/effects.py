"""Words for what a study measured: one sentence each."""

from functools import cache

from bonecheck.evidence.effects import Effect, Kind, Measured, Unit
from bonecheck.words.language import capital, message


@cache
def sentence(told: Effect) -> str:
    """The effect in a few short sentences: in whom, over how long, how sure.

    The words follow from what was measured. Those of bone density know no breaks.
    """
    words = message(
        _template(told),
        what=capital(told.what),
        who=told.who,
        beside=told.beside,
        site=told.site or message("effect_any_site"),
        breaks=message("effect_breaks_at", site=told.site) if told.site else message("effect_breaks_any"),
        amount=amount(told),
        unit=told.unit,
        way=message(f"effect_{_way(told)}"),
        without="" if told.without is None else f"{told.without:.0f}",
        with_it="" if told.with_it is None else f"{told.with_it:.0f}",
        than=message("effect_than_beside", beside=told.beside) if told.beside else message("effect_than_without"),
        span=message("effect_likely", span=span(told)) if span(told) and told.value is not None else "",
        time="" if told.months is None else _time(int(told.months)),
    )
    is_difference = told.value != 0  # "stayed as it was" is none that could be chance
    return f"{words} {message('effect_may_be_chance')}" if told.may_be_chance and is_difference else words


def _template(told: Effect) -> str:
    if told.outcome is Measured.BMD:
        match told.unit:
            case Unit.PERCENT_A_YEAR:
                return "effect_bmd_a_year"
            case Unit.PERCENT if told.kind is Kind.WATCHED and told.beside:
                return "effect_bmd_watched"
            case Unit.PERCENT if told.value == 0:
                return "effect_bmd_no_change"
            case Unit.PERCENT:
                return "effect_bmd_change"
            case Unit.PERCENTAGE_POINTS if told.value == 0:
                return "effect_bmd_no_difference"
            case Unit.PERCENTAGE_POINTS:
                return "effect_bmd_points"
            case _:
                return "effect_bmd_density"
    if told.unit is Unit.FEWER_FALLS:
        return "effect_falls_fewer"
    if told.unit is Unit.ODDS_RATIO:
        return f"effect_fractures_odds_{told.kind}"
    if told.with_it is not None:
        return "effect_fractures_out_of_100"
    return f"effect_{told.outcome}_{told.kind}"


def _way(told: Effect) -> str:
    """Which way bone density went; of a range both ends lie on the same side."""
    number = told.low if told.value is None else told.value
    return "less" if number is not None and number < 0 else "more"


def _time(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest or years < 2:
        return message("effect_after_months", months=months)
    return message("effect_after_years", years=years)


def amount(told: Effect) -> str:
    """The result in the unit that its sentence uses: of a ratio, how many for every 100; never with a sign."""
    return span(told) if told.value is None else _amount(told.value, told.unit)


def span(told: Effect) -> str:
    """The interval, or the range where only that is printed; "" where there is neither."""
    if told.low is None or told.high is None:
        return ""
    if told.low < 0 < told.high:  # the sign tells here
        return message("effect_span", low=_signed(told.low), high=_signed(told.high))
    near, far = sorted((told.low, told.high), key=abs)
    return message("effect_span", low=_amount(near, told.unit), high=_amount(far, told.unit))


def _amount(number: float, unit: Unit) -> str:
    if unit is Unit.RATIO:
        return f"{100 * number:.0f}"
    if unit is Unit.ODDS_RATIO:
        return f"{number:.2f}"
    if unit is Unit.PERCENTAGE_POINTS:
        return f"{abs(number):.1f}"
    return f"{abs(number):.10g}"


def _signed(number: float) -> str:
    return f"{number:+.10g}".replace("-", "\u2212")
