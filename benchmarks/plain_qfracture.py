"""QFracture-2012 as one would first write it: the printed formula, person by person. To compare with."""

import math
from typing import Any


def risk_percent(equation: dict[str, Any], person: dict[str, Any]) -> float:
    """The risk of one person by one equation of `data/models/qfracture_2012.json` [%]."""
    lp = 0.0
    for codes in ("ethrisk", "smoke_cat", "alcohol_cat6"):
        lp += equation[codes][str(person[codes])]
    for term in equation["continuous_terms"]:
        scaled = person[term["var"]] / term["scale"]
        value = scaled ** term["power"]
        if term["times_ln"]:
            value *= math.log(scaled)
        lp += term["coef"] * (value - term["centre"])
    for flag, coefficient in equation["flags"].items():
        if person[flag]:
            lp += coefficient
    survival: float = equation["baseline_survival_by_year"][str(person["years"])]
    return 100.0 * (1.0 - math.pow(survival, math.exp(lp)))
