"""Words for whether bone has changed: what is said of each site, and the table of its scans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.report import Report
from bonecheck.scan.change import Change, SiteChanges, Verdict
from bonecheck.scan.change_findings import finding_of_site, is_of_change
from bonecheck.scan.change_looks import Look
from bonecheck.scan.score_choice import Score
from bonecheck.words.language import capital, message, name, number, signed, when
from bonecheck.words.outcomes import words


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """What is said of one site: the answer and its why in a sentence or two, and what it means.

    `key` names the answer in a word of its own; it is empty where the answer holds several.
    `average` says what age does to the average meanwhile, and `question` is the answer that would tell it.
    """

    site: SiteChanges
    key: str
    answer: str
    why: str
    average: str = ""
    meaning: tuple[str, ...] = ()
    question: str | None = None

    @property
    def sentence(self) -> str:
        """The answer and its why, for those who do not see the picture."""
        return " ".join(filter(None, (self.answer, self.why, self.average)))


def losses_first(report: Report) -> list[str]:
    """The regions that an earlier scan shows as well, in the order in which they are read."""
    return [site.region for site in sorted(report.changes, key=lambda site: not _is_loss(site))]


def changes_in_words(report: Report, order: Sequence[str]) -> list[SiteWords]:
    """Every site that an earlier scan shows as well, in this order. What several of them have in common is said once."""
    said: list[SiteWords] = []
    left, reason_before = [found for found in here(report) if "sites" in found.values], ""
    for site in sorted(report.changes, key=lambda site: order.index(site.region)):
        own = [found for found in left if site.region in _sites(found)]
        left = [found for found in left if found not in own]
        key, answer, why, reason = _answer(site, report, reason_before)
        reason_before = reason or reason_before
        said.append(
            SiteWords(
                site=site,
                key=key,
                answer=answer,
                why=why,
                average=_average(site.since_first),
                meaning=tuple(_meaning(own)),
                question=site.to_now[-1].question,
            )
        )
    return said


def here(report: Report) -> list[Finding]:
    """The findings that stand where changes are told: all on a change but those that belong before a clinician."""
    return [found for found in report.findings if is_of_change(found) and found.concern < Concern.SEE_A_CLINICIAN]


def in_one_line(found: Finding, report: Report) -> str:
    """The title of a finding on a change, and from what to what the bone density went that it speaks of."""
    title = words(found).title
    region, moved, year = (found.values.get(key) for key in ("site", "moved", "year"))
    for site in report.changes:
        for change in site.to_now:
            if (site.region, change.moved_g_cm2, site.look(change.since).year) == (region, moved, year):
                key = "change_in_short" if len(_sites(found)) == 1 else "change_in_short_of_one"
                return f"{title.rstrip('.')} {_numbers(site, change, key)}"
    return title


def clinical_lines(report: Report) -> list[str]:
    """The lines for the doctor: of the findings, and of each reason why nothing could be told."""
    found: list[Outcome] = [*here(report), *filter(is_of_change, report.not_assessed)]
    return list(dict.fromkeys(words(each).clinical for each in found))


def change_table(report: Report) -> list[dict[str, str]]:
    """A row for each scan of each site, by the keys of the columns; each is compared with the newest one."""
    return [_row(site, look, report) for site in report.changes for look in site.looks]


def density(g_cm2: float) -> str:
    """A bone density as reports print it: three decimals, or more where more were told."""
    decimals = len(f"{abs(g_cm2):.6f}".rstrip("0").partition(".")[2])
    return number(g_cm2, decimals=max(3, decimals))


def _average(change: Change | None) -> str:
    """What the average does over the time that the picture shows. A drop is not called less of one for it."""
    if change is None or (average := change.average) is None:
        return ""
    moved = number(-average.moved_g_cm2, decimals=2)
    ages = {"then": number(average.age_then, decimals=0), "now": number(average.age_now, decimals=0)}
    whose = name("population", average.population)
    if moved == number(0, decimals=2):
        return message("change_average_same", whose=whose, **ages)
    said = message("change_average_lower", whose=whose, moved=moved, **ages)
    return f"{said} {message('change_average_and_drop')}" if change.verdict is Verdict.LOWER else said


def _is_loss(site: SiteChanges) -> bool:
    changes = [change for change in (site.latest, site.in_all) if change is not None]
    return site.is_far or any(change.verdict is Verdict.LOWER for change in changes)


def _answer(site: SiteChanges, report: Report, reason_before: str) -> tuple[str, str, str, str]:
    """The key of the answer, the answer, its why, and the reason if nothing can be told; the same reason is not said twice."""
    named = name("region", site.region)
    if site.latest.is_told:
        return (*_told(site, report), "")
    if (reason := _reason(site, report)) is not None:
        if reason == reason_before:
            return "", message("change_cannot_tell_either", site=named), "", reason
        return "change_cannot_tell", message("change_cannot_tell", site=named), reason, reason
    far = next(change for change in reversed(site.to_now) if change.is_far)
    return "", message("change_far", site=named, year=site.look(far.since).year), _numbers(site, far), ""


def _told(site: SiteChanges, report: Report) -> tuple[str, str, str]:
    """The verdict since the last scan of which there is one; beside it that of all steps together, where it differs."""
    latest, in_all = site.latest, site.in_all
    parts = [(_key(site, latest, report), latest)]
    if in_all is not None and in_all.verdict not in {latest.verdict, Verdict.SAME}:
        parts.append((f"change_{in_all.verdict}_in_all", in_all))
    titles = [words(finding_of_site(key, site, change)).title.rstrip(".") + "." for key, change in parts]
    key = parts[0][0] if len(parts) == 1 else ""
    return key, " ".join(titles), " ".join(_numbers(site, change) for _, change in parts)


def _key(site: SiteChanges, change: Change, report: Report) -> str:
    """The finding that gives the verdict its words; where it stands above on the page, those of everybody."""
    plain = f"change_{change.verdict}"
    keys = (found.key for found in here(report) if site.region in _sites(found))
    return next((key for key in keys if key.startswith(plain) and not key.endswith("_in_all")), plain)


def _numbers(site: SiteChanges, change: Change, key: str = "change_numbers") -> str:
    before, after = (site.look(which).measured.bmd_g_cm2 or 0.0 for which in (change.since, change.until))
    return message(
        key,
        site=name("region", site.region),
        before=density(before),
        after=density(after),
        moved=_moved(change.moved_g_cm2 or 0.0),
        noise=density(change.noise_g_cm2 or 0.0),
    )


def _meaning(found: list[Finding]) -> Iterator[str]:
    """What findings say beyond the verdict, which the answer has said."""
    for each in found:
        said, is_verdict = words(each), each.key.startswith(tuple(f"change_{verdict}" for verdict in Verdict))
        yield said.plain if is_verdict else f"**{said.title}** {said.plain}"


def _reason(site: SiteChanges, report: Report) -> str | None:
    """Why nothing can be told of a site; None where nobody is to hear it, since a drop is large already."""
    for outcome in report.not_assessed:
        if is_of_change(outcome) and site.region in _sites(outcome):
            return words(outcome).plain
    return None


def _sites(outcome: Finding | NotAssessed) -> tuple[str, ...]:
    sites = outcome.values.get("sites", ())
    return sites if isinstance(sites, tuple) else ()


def _row(site: SiteChanges, look: Look, report: Report) -> dict[str, str]:
    change = site.since(look)
    moved = None if change is None else change.moved_g_cm2
    bmd, t_score = look.measured.bmd_g_cm2, look.measured.t_score
    return {
        "site": capital(name("region", look.measured.region)),
        "when": message("change_no_date") if look.scanned is None else when(look.scanned),
        "bmd": "" if bmd is None else density(bmd),
        "t_score": "" if t_score is None or report.score is not Score.T_SCORE else signed(t_score),
        "answer": name("verdict", "newest" if change is None else _verdict(change)),
        "moved": "" if moved is None else _moved(moved),
        "noise": "" if change is None or change.noise_g_cm2 is None else density(change.noise_g_cm2),
        "average": "" if change is None or change.average is None else number(change.average.moved_g_cm2, decimals=2),
        "machine": "" if change is None else name("machine", site.machine_of(look)),
    }


def _verdict(change: Change) -> str:
    return change.verdict if change.is_told or not change.is_far else "far"


def _moved(g_cm2: float) -> str:
    return f"{'+' if g_cm2 > 0 else ''}{density(g_cm2)}"
