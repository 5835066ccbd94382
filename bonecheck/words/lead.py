"""Words of the first line of the results, and of the two sentences that stand under the picture."""

from collections.abc import Iterator, Mapping
from typing import Any

from bonecheck.lead import Lead, Leads, Reason
from bonecheck.outcomes import Finding, Value
from bonecheck.report import Report
from bonecheck.scan.headline import SAYS_MORE
from bonecheck.scan.site_reading import score_of
from bonecheck.words.language import filled, joined, message, texts
from bonecheck.words.outcomes import named, words


def lead_words(report: Report) -> str:
    """The most pressing thing, in at most so many words as `data/lead.toml` allows: reasons at the end give way."""
    lead = report.lead
    if lead.leads.calls:
        return _call(lead)
    if lead.leads is Leads.RANGE:
        return _range(report)
    if lead.leads is Leads.OPEN:
        missing = _texts("open")
        return filled(missing.get(lead.key, missing["default"]))
    return filled(_texts("lines")[lead.leads], count=lead.open)


def sentences_beside(report: Report) -> tuple[str, ...]:
    """Where the score was measured, what takes comfort away from it, and what its range means; else why there is none."""
    found = report.headline
    if not isinstance(found, Finding) or "sites" not in found.values or found.key.endswith(("_estimated", "_by_both")):
        return (words(found).plain,)
    said = _said(report, found.values)
    led_by_range = report.lead.leads is Leads.RANGE and not _has_own_words(report, "reads_high")
    where = _texts("where")
    if led_by_range:
        first = message(f"headline_printed_where{'_in_year' if 'year' in found.values else ''}", **said)
    else:
        first = filled(where.get(found.key, where["default"]), **said)
        if "year" in found.values:
            first = f"{first} {filled(where['in_year'], **said)}"
    meaning = _texts("meanings").get(found.key)
    return tuple(filter(None, (first, *_remarks(found), filled(meaning, **said) if meaning else "")))


def beside_the_picture(report: Report) -> str:
    """The range, if one is named, and the sentences beside it, where no first line stands above the picture."""
    line = (f"**{_range(report)}.**",) if report.lead.leads is Leads.RANGE else ()
    return " ".join((*line, *sentences_beside(report)))


def is_never_cut(found: Finding) -> bool:
    """Whether a finding is read in full, and not only its first sentence."""
    return bool(_texts("reasons").get(found.key, {}).get("in_full"))


def _call(lead: Lead) -> str:
    line, most = _texts("lines")[lead.leads], int(texts("lead.toml")["words"])
    for count in range(len(lead.reasons), 1, -1):
        said = filled(line, reasons=joined(_reason(reason, alone=False) for reason in lead.reasons[:count]))
        if len(said.split()) <= most:
            return said
    return filled(line, reasons=_reason(lead.reasons[0], alone=True))


def _reason(reason: Reason, *, alone: bool) -> str:
    rule = texts("first_actions.toml")
    entry: Mapping[str, str] = (
        _texts("reasons").get(reason.key) or rule["reasons"].get(reason.key) or rule["because"][reason.key]
    )
    text = entry.get("alone", entry["text"]) if alone else entry["text"]
    return filled(text, **named(reason.values))


def _range(report: Report) -> str:
    lead, ranges = report.lead, _texts("ranges")
    variants = (f"{lead.key}_{variant}" for variant, value in _VARIANTS.items() if value in lead.values)
    key = next((key for key in variants if key in ranges), lead.key)
    return filled(ranges[key], **_said(report, lead.values)) if key in ranges else words(report.headline).title


# The ending of a text, and the value that asks for it.
_VARIANTS = {**{key: key for key in ("reads_high", *SAYS_MORE)}, "in_year": "year"}


def _has_own_words(report: Report, variant: str) -> bool:
    return _VARIANTS[variant] in report.lead.values and f"{report.lead.key}_{variant}" in _texts("ranges")


def _remarks(found: Finding) -> Iterator[str]:
    """What a value of the headline adds in words of its own, such as that the score lies on an edge."""
    for key in found.values:
        if f"headline_{key}" in texts("messages.toml"):
            yield message(f"headline_{key}")


def _said(report: Report, values: Mapping[str, Value]) -> dict[str, str]:
    said = named(values)
    if report.score is None:
        return said
    measured = [site for site in report.sites if site.counts and score_of(site, report.score) is not None]
    which = _texts("which")["several" if len(measured) > 1 else "one"]
    score = _texts("names")[str(values.get("score_name", report.score))]
    return said | {"which": filled(which, score_name=score)}


def _texts(part: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = texts("lead.toml")[part]
    return found
