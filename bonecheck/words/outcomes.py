"""Words for outcomes: fills the texts of `data/` with a person's values, and knows how each named value is said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bonecheck.evidence.library import content
from bonecheck.evidence.prose import split
from bonecheck.outcomes import Finding, Outcome, Value
from bonecheck.scan.headline import SAYS_MORE
from bonecheck.words.language import (
    bare,
    filled,
    joined,
    message,
    name,
    per_language,
    plural_form,
    prose,
    shown,
    signed,
)

# Values that carry a sign.
_SCORES = {
    *("score", "other_score", "t_score", "z_score", "printed", "computed"),
    *("score_before", "score_after", "moved", "moved_percent"),
}
_KINDS = {  # values that are keys: the kind of thing that a key names
    "site": "region",
    "sites": "region",
    "not_read": "region",
    "bones": "fracture",
    "doubts": "site_doubt",
    "population": "population",
    "score_name": "score",
    "used": "score",
    "fits": "score",
    "category": "category",
    "compared_with": "t_score_reference",
    "expected_range": "expected_range",
    "reasons": "reason_to_ask",
    "frax_reasons": "frax_reason",
    "conditions": "condition",
    "medicines": "medicine",
    "length_unit": "length_unit",
    "others": "other_cause",
    "reads_high_from": "reads_high_from",
    "look_at": "look_at",
    "possible": "possible_cause",
    "tests": "blood_test",
    "further": "blood_test",
}
_END = re.compile(r"(?<=[.!?])\s+")
_COMFORTS = {"headline_t_normal", "headline_z_within"}  # ranges that no sign which needs care now stands beside
_TOLD = ("reasons", "conditions", "medicines")  # what a person told us, said as one list


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an outcome says: a title, plain words for the person, and a line for a clinician."""

    title: str
    plain: str
    clinical: str


def words(outcome: Outcome) -> Words:
    """The words of a finding, or of why something could not be assessed."""
    if isinstance(outcome, Finding):
        text = _text("outcomes", outcome.key, outcome.values)
        is_headline = outcome.key.startswith("headline_")
        worded = _headline(outcome, text) if is_headline else _filled(text, named(outcome.values))
        return _if_dxa(worded) if "if_dxa" in outcome.values else worded
    said = named(outcome.values)
    subject = _filled(_text("not_assessed", outcome.key, outcome.values), said)
    reason = _filled(_text("reasons", outcome.reason, outcome.values), said)
    return Words(title=subject.title, plain=_sentences(subject.plain, reason.plain), clinical=reason.clinical)


def named(values: Mapping[str, Value]) -> dict[str, str]:
    """Values as they are said, by the place that they fill: keys by name, several as a list, a score with its sign."""
    said = {place: _said(place, value) for place, value in values.items()}
    told = [name(_KINDS[place], key) for place in _TOLD for key in _keys(values.get(place, ()))]
    return said | ({"told": joined(told)} if told else {})


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence."""
    return _END.split(text, maxsplit=1)[0]


def text_keys(name: str) -> frozenset[str]:
    """All keys of a file of texts in `data/content/`, without their plural forms."""
    return frozenset(key.partition(".")[0] for key in _texts(name))


def all_texts(name: str) -> Mapping[str, Words]:
    """Every text of a file in `data/content/`, with its placeholders unfilled."""
    return _texts(name)


def _text(file: str, key: str, values: Mapping[str, Value]) -> Words:
    """A text in the plural form that fits `count`: "## key.one" stands in its file beside "## key"."""
    texts = _texts(file)
    form = plural_form(count) if isinstance(count := values.get("count"), int) else "other"
    return texts.get(f"{key}.{form}", texts[key])


@per_language
def _texts(name: str) -> Mapping[str, Words]:
    """The texts of a file; English where a translation has none."""
    return {
        text.key: Words(title=text.title, plain=text.plain, clinical=text.clinical)
        for file in (content(name), prose(name))
        for text in split(file)
    }


def _headline(found: Finding, text: Words) -> Words:
    """The headline of a scan: where its number was measured, what stands beside it, and what the range means.

    Beside a sign that needs care now, or a call today, nothing is said that could wait: no talk with a doctor, no meaning
    of the range, and no range that comforts.
    """
    said = named(found.values)
    is_estimated = found.key.endswith("_estimated")
    in_year = "_in_year" if "year" in found.values else ""
    label = "headline_estimated" if is_estimated else "headline_printed"
    where = f"{found.key}_where" if is_estimated else "headline_printed_where"
    if "near_an_edge" in found.values:
        where = "headline_estimated_where_near_an_edge"
    own = _filled(text, {**said, "measurement": message(label + in_year, **said)})
    level = found.values["fracture"]
    fracture = "" if level == "none" else f"headline_fracture_{level}"
    broken = message(f"{fracture}_title") if fracture else ""
    number = message("headline_number", **said)
    reads_high = "reads_high" in found.values
    if (ahead := next((key for key in ("care_first", "call_first") if key in found.values), None)) is not None:
        title = number if found.key in _COMFORTS else own.title
        return Words(
            title=_sentences(message(f"headline_{ahead}_title"), broken, title),
            plain=_sentences(
                message(f"headline_{ahead}"),
                message(where + in_year, **said),
                message("headline_on_edge") if "on_edge" in found.values else "",
                message("headline_reads_high") if reads_high else "",
                own.plain if ahead == "call_first" and found.key == "headline_far_above" else "",
            ),
            clinical=own.clinical,
        )
    more = [key for key in SAYS_MORE if key in found.values]
    titles = [own.title, broken]
    why_high = message("headline_reads_high") if reads_high else ""
    if reads_high and found.key in _COMFORTS:  # no range that comforts, where the lead takes the comfort away
        titles[0] = _sentences(number, message("headline_reads_high_title"))
        why_high = message("headline_reads_high_why")
    elif reads_high and found.key == "headline_t_osteopenia":
        titles[0] = _sentences(own.title, message("headline_reads_high_osteopenia_title"))
    if more and found.key in _COMFORTS:
        titles[0] = _sentences(titles[0], message(f"headline_{more[0]}_title"))
    return Words(
        title=_sentences(*(reversed(titles) if level == "major" else titles)),  # a broken hip or spine leads
        plain=_sentences(
            message(where + in_year, **said),
            message("headline_on_edge") if "on_edge" in found.values else "",
            why_high,
            message("headline_not_read") if "not_read" in found.values else "",
            message(f"{fracture}_soon" if "soon" in found.values else fracture, **said) if fracture else "",
            own.plain,
            *(message(f"headline_{key}") for key in more),
        ),
        clinical=own.clinical,
    )


def _if_dxa(worded: Words) -> Words:
    """What a result says whose method is not sure: it holds on that condition."""
    return replace(worded, title=_sentences(worded.title, message("headline_if_dxa")))


def _said(place: str, value: Value) -> str:
    if (kind := _KINDS.get(place)) is not None:
        return joined(name(kind, key) for key in _keys(value))
    if place == "loss" and isinstance(value, float):
        return bare(value)  # a length that was worked out: "2 in", not "2.0 in"
    if isinstance(value, tuple):
        raise TypeError(f"no kind of name is known for the keys of '{place}'")
    return signed(value) if place in _SCORES and isinstance(value, float) else shown(value)


def _keys(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _filled(text: Words, said: Mapping[str, str]) -> Words:
    title, plain, clinical = (filled(part, **said) for part in (text.title, text.plain, text.clinical))
    return Words(title=title, plain=plain, clinical=clinical)


def _sentences(*parts: str) -> str:
    """Whole sentences, one after the other."""
    return " ".join(part for part in parts if part)
