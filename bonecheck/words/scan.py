"""Words for the picture of a scan: its sentence and its table."""

from bonecheck.report import Report
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading
from bonecheck.scan.spectrum import Spectrum
from bonecheck.words.language import capital, message, name, signed


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
