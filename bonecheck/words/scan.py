"""Words for the picture of a scan: its sentence and its table."""

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, Vertebra
from bonecheck.report import Report
from bonecheck.scan.caution import SPINE, reads_high_by
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score, Why
from bonecheck.scan.site_reading import SiteReading
from bonecheck.scan.spectrum import SameAge, Spectrum
from bonecheck.words.language import capital, joined, listed, message, name, number, signed, texts


def spectrum_sentence(report: Report, spectrum: Spectrum) -> str:
    """The picture of the spectrum in words, for those who do not see it."""
    score = spectrum.score
    sites = "; ".join(text for site in report.sites if (text := _site_phrase(site, score, report)))
    low, high = signed(round(spectrum.low, 1)), signed(round(spectrum.high, 1))
    sentences = [message("spectrum_line", low=low, high=high, scores=name("scores", score), sites=sites)]
    if score is Score.Z_SCORE:
        sentences.append(message("spectrum_same_age"))
    else:
        sentences.append(message("spectrum_young"))
    if (same := spectrum.same_age) is not None and same.lower is not None:
        sentences.append(message("spectrum_same_age_lower", said=compared(same, lower=same.lower)))
    if (peers := spectrum.peers) is not None:
        told_by_hill = same is not None and same.lower is not None
        sentences.append(
            message(
                "spectrum_hill" if told_by_hill else "spectrum_peers",
                group=name("reference_group", peers.population),
                age=number(peers.age_years, decimals=0),
                mean=signed(round(peers.mean, 1)),
                site=name("region", peers.site),
                low=signed(round(peers.mean - peers.sd, 1)),
                high=signed(round(peers.mean + peers.sd, 1)),
            )
        )
    if (unused := not_used(report, score)) is not None:
        sentences.append(message("spectrum_not_used", said=unused[1]))
    return " ".join(sentences)


def compared(same: SameAge, *, lower: int | None, who: str | None = None) -> str:
    """How the person, or `who` is made up, stands beside people of the same age, or who most of them are where nothing says
    how.
    """
    group = "all" if same.population is None else "us_table" if lower is None else "women"
    age = "" if same.age_years is None else number(same.age_years, decimals=0)
    table = "same_age_at_scan" if same.at_scan else "same_age"
    of_name = f"{group}_named"
    population = "" if same.population is None else name("population", same.population)
    worded = name(table, of_name if who and of_name in texts("names.toml")[table] else group)
    people = worded.format(age=age, who=who, population=population)
    return message("same_age_most" if lower is None else "same_age_lower", people=people, count=lower or 0)


_NOT_USED = {
    Why.PREMENOPAUSAL: "not_used_before_menopause",
    Why.MAN_TOO_YOUNG: "not_used_under",
    Why.BOTH_TOO_YOUNG: "not_used_under",
}


def not_used(report: Report, score: Score) -> tuple[SiteReading, str] | None:
    """The lowest printed T-score where the Z-score counts, and why it does not: it is what the person read, so it is not
    left out.
    """
    printed = [site for site in report.sites if site.t_score is not None and not site.t_is_estimated and site.counts]
    if score is not Score.Z_SCORE or not printed:
        return None
    site = min(printed, key=lambda site: site.t_score or 0.0)
    found = {outcome.key for outcome in report.outcomes}
    key = next((key for why, key in _NOT_USED.items() if f"score_{why}" in found), "not_used")
    return site, message(key, score=signed(site.t_score or 0.0))


def why_high(site: SiteReading, report: Report) -> str:
    """Why a score that counts may read too high, said beside it wherever it stands; empty where nothing was found."""
    if not site.counts:
        return ""
    if told := reads_high_by(site):
        return joined(name("site_doubt", doubt) for doubt in told)
    is_above = site.site is SPINE and any(found.key == "spine_above_hip" for found in report.findings)
    return message("high_above_hip") if is_above else ""


def site_table(report: Report) -> list[dict[str, str]]:
    """The facts of the picture as rows of text, one per site, by the keys of the columns."""
    return [
        {
            "site": _site_cell(site),
            "t_score": _score_cell(site.t_score, site.t_is_estimated),
            "range": _range_of(site, report.score),
            "z_score": _score_cell(site.z_score, site.z_is_estimated),
            "bmd": "" if site.bmd_g_cm2 is None else number(site.bmd_g_cm2, decimals=3),
            "noise": _noise_cell(site),
            "percentile": _percentile_cell(site),
            "counts": _counts_cell(site, report),
        }
        for site in report.sites
    ]


def column_head(key: str) -> str:
    """The head of a column of `site_table`."""
    return name("site_column", key)


def filled_columns(rows: list[dict[str, str]]) -> list[str]:
    """The keys of the columns that are not empty in every row."""
    return [column for column in (rows[0] if rows else {}) if any(row[column] for row in rows)]


def _site_phrase(site: SiteReading, score: Score, report: Report) -> str:
    value = site.z_score if score is Score.Z_SCORE else site.t_score
    if value is None:
        return ""
    estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    range_name = _range_of(site, score)
    said = message(
        "spectrum_site_in_range" if range_name else "spectrum_site",
        site=name("region", site.region),
        score=signed(value),
        range=range_name,
    )
    remarks = {
        "spectrum_estimated": estimated,
        "spectrum_counts": site.decides,
        "marker_high": bool(why_high(site, report)),
        "spectrum_beside": site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP,
        "spectrum_not_settled": site.held is Held.NOT_READ_YET,
        "spectrum_not_counted": not site.counts
        and site.held not in {Held.RADIUS_BESIDE_SPINE_OR_HIP, Held.NOT_READ_YET},
    }
    return listed([said, *(message(key) for key, holds in remarks.items() if holds)])


def _counts_cell(site: SiteReading, report: Report) -> str:
    counts, why = name("counts", _counts(site)), why_high(site, report)
    return message("table_high", counts=counts, why=why) if why else counts


def _counts(site: SiteReading) -> str:
    if site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP:
        return "beside"
    if site.held is Held.NOT_READ_YET:
        return "not_settled"
    return "decides" if site.decides else "yes" if site.counts else "no"


def _range_of(site: SiteReading, score: Score | None) -> str:
    if site.counts and site.is_far_above:
        return message("range_far_above")
    if score is Score.T_SCORE and site.category is not None:
        return name("category", site.category)
    if score is Score.Z_SCORE and site.expected_range is not None:
        return name("expected_range", site.expected_range)
    return ""


def _site_cell(site: SiteReading) -> str:
    region = capital(name("region", site.region))
    if not site.vertebrae:
        return region
    return message("table_spine", site=region, vertebrae=_vertebra_names(site.vertebrae))


def _vertebra_names(levels: tuple[Vertebra, ...]) -> str:
    """Levels as a report prints them: "L1-L4" for a row, "L1, L2, L4" with a gap."""
    first, last = ALL_VERTEBRAE.index(levels[0]), ALL_VERTEBRAE.index(levels[-1])
    if len(levels) > 2 and last - first == len(levels) - 1:
        return message("table_vertebrae_in_a_row", first=levels[0], last=levels[-1])
    return listed(levels)


def _score_cell(score: float | None, is_estimated: bool) -> str:
    if score is None:
        return ""
    return message("table_estimated", score=signed(score)) if is_estimated else signed(score)


def _noise_cell(site: SiteReading) -> str:
    if site.noise_sd is None:
        return message("table_noise_not_known")
    return message("table_noise", noise=number(site.noise_sd, decimals=1))


def _percentile_cell(site: SiteReading) -> str:
    if site.percentile is None:
        return ""
    return message("table_percentile", percentile=number(site.percentile, decimals=0))
