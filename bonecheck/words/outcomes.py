"""Words for outcomes and messages: fills the texts of `data/` with a person's values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bonecheck.evidence.library import content, document
from bonecheck.outcomes import Finding, Outcome, Report, Score, SiteReading, Spectrum, Value

MINUS = "\u2212"
_SCORES = {"score", "printed", "computed"}  # values that carry a sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an outcome says: a title, plain words for the person, and a line for a clinician."""

    title: str
    plain: str
    clinical: str


def words(outcome: Outcome) -> Words:
    """The words of a finding, or of why something could not be assessed."""
    if isinstance(outcome, Finding):
        return _filled(_texts("outcomes")[outcome.key], outcome.values)
    subject = _filled(_texts("not_assessed")[outcome.key], outcome.values)
    reason = _filled(_texts("reasons")[outcome.reason], outcome.values)
    return Words(title=subject.title, plain=f"{subject.plain} {reason.plain}".strip(), clinical=reason.clinical)


def joined(names: Iterable[str]) -> str:
    """Names as a list in a sentence: "hip", "hip and spine", "hip, spine and wrist"."""
    *most, last = list(names)
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def message(key: str, **values: Value) -> str:
    """A short message to the person, for example beside a field."""
    text: str = document("messages.toml")[key]
    return text.format(**{name: shown(value) for name, value in values.items()})


def name(kind: str, key: str) -> str:
    """The plain name of a thing, for example name("region", "total_hip_left")."""
    text: str = document("names.toml")[kind][key]
    return text


def shown(value: Value) -> str:
    """A value as text: scores with a true minus sign and no needless zeros."""
    if isinstance(value, float):
        return f"{value:.10g}".replace("-", MINUS) if value != int(value) else f"{value:.1f}".replace("-", MINUS)
    return str(value).replace("-", MINUS) if isinstance(value, int) else value


def signed(score: float) -> str:
    """A score with its sign and one decimal: "−1.8", "+0.4", "0.0"."""
    return f"{'+' if score > 0 else ''}{shown(score + 0.0)}"  # + 0.0: never "−0.0"


def spectrum_sentence(report: Report, spectrum: Spectrum) -> str:
    """The picture of the spectrum in words, for those who do not see it."""
    score = spectrum.score
    sites = "; ".join(text for site in report.sites if (text := _site_phrase(site, score)))
    low, high = signed(round(spectrum.low, 1)), signed(round(spectrum.high, 1))
    sentences = [message("spectrum_line", low=low, high=high, score_name=name("score", score), sites=sites)]
    if score is Score.Z_SCORE:
        sentences.append(message("spectrum_same_age"))
    else:
        sentences.append(message("spectrum_young"))
    if (peers := spectrum.peers) is not None:
        sentences.append(
            message(
                "spectrum_peers",
                population=name("population", peers.population),
                age=f"{peers.age_years:.0f}",
                mean=signed(round(peers.mean, 1)),
                site=name("region", peers.site),
                low=signed(round(peers.mean - peers.sd, 1)),
                high=signed(round(peers.mean + peers.sd, 1)),
            )
        )
    return " ".join(sentences)


def site_table(report: Report) -> list[dict[str, str]]:
    """The facts of the picture as rows of text, one per site, under plain column names."""
    return [
        {
            "Site": capital(name("region", site.region)) + (f" ({site.vertebrae})" if site.vertebrae else ""),
            "T-score": _cell(site.t_score, site.t_is_estimated),
            "Range": _range_of(site, report.score),
            "Z-score": _cell(site.z_score, site.z_is_estimated),
            "BMD, g/cm2": "" if site.bmd_g_cm2 is None else f"{site.bmd_g_cm2:.3f}",
            "Noise": "not known" if site.noise_sd is None else f"\u00b1{site.noise_sd:.1f}",
            "Of 100 your age, lower": "" if site.percentile is None else f"about {site.percentile:.0f}",
            "Does it count?": "decides" if site.decides else "yes" if site.counts else "no",
        }
        for site in report.sites
    ]


def filled_columns(rows: list[dict[str, str]]) -> list[str]:
    """The columns that are not empty in every row."""
    return [column for column in (rows[0] if rows else {}) if any(row[column] for row in rows)]


def _site_phrase(site: SiteReading, score: Score) -> str:
    value = site.z_score if score is Score.Z_SCORE else site.t_score
    if value is None:
        return ""
    estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    remark = message("spectrum_estimated") if estimated else ""
    remark += message("spectrum_counts") if site.decides else "" if site.counts else message("spectrum_not_counted")
    range_name = _range_of(site, score)
    return message(
        "spectrum_site",
        site=name("region", site.region),
        score=signed(value),
        remark=(f" ({range_name})" if range_name else "") + remark,
    )


def _range_of(site: SiteReading, score: Score | None) -> str:
    if score is Score.T_SCORE and site.category is not None:
        return name("category", site.category)
    if score is Score.Z_SCORE and site.expected_range is not None:
        return name("expected_range", site.expected_range)
    return ""


def _cell(score: float | None, estimated: bool) -> str:
    return "" if score is None else signed(score) + (" (estimated)" if estimated else "")


def text_keys(name: str) -> frozenset[str]:
    """All keys of a file of texts in `data/content/`."""
    return frozenset(_texts(name))


def all_texts(name: str) -> Mapping[str, Words]:
    """Every text of a file in `data/content/`, with its placeholders unfilled."""
    return _texts(name)


@cache
def _texts(name: str) -> Mapping[str, Words]:
    """Splits a file into texts: "## key", a bold title line, plain paragraphs, "> " clinical wording."""
    found = {}
    for block in re.split(r"^## ", content(name), flags=re.MULTILINE)[1:]:
        key, _, body = block.partition("\n")
        title = re.search(r"^\*\*(.+)\*\*$", body, flags=re.MULTILINE)
        clinical = re.findall(r"^> ?(.*)$", body, flags=re.MULTILINE)
        plain = re.sub(r"^(\*\*.+\*\*|>.*)$", "", body, flags=re.MULTILINE)
        found[key.strip()] = Words(
            title=title[1] if title else "",
            plain=re.sub(r"\n{3,}", "\n\n", plain).strip(),
            clinical=" ".join(clinical).strip(),
        )
    return found


def _filled(text: Words, values: Mapping[str, Value]) -> Words:
    fill = {
        key: signed(value) if key in _SCORES and isinstance(value, float) else shown(value)
        for key, value in values.items()
    }
    title, plain, clinical = (_tidy(part.format(**fill)) for part in (text.title, text.plain, text.clinical))
    return Words(title=title, plain=plain, clinical=clinical)


def _tidy(text: str) -> str:
    """`text` without the gaps that empty values leave."""
    return re.sub(r" {2,}", " ", text).strip()
