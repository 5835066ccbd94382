"""What follows the page for the doctor where somebody asks for it: all findings, numbers and open points, with sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bonecheck.evidence.library import citations, model
from bonecheck.handout.own_words import heads, word
from bonecheck.report import Report
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import as_shown
from bonecheck.words import interface
from bonecheck.words.language import joined, listed, message, name, number
from bonecheck.words.outcomes import words
from bonecheck.words.risk import (
    by_words,
    comparison_words,
    exact,
    licence_note,
    limits,
    model_text,
    number_cell,
    remark_words,
    score_words,
    tool_rule,
    tool_verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under their heads; `shares` says how wide the columns are beside each other, `intro` leads and `notes` follow."""

    title: str
    intro: str = ""
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something comes from, as the pages print it; no link where none is known."""

    text: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Tables with numbers in place of sources, and the sources by these numbers, from 1."""

    title: str
    tables: tuple[Table, ...]
    sources_title: str
    sources: tuple[Source, ...]


def findings(report: Report) -> Findings:
    """All of a report that the page before has no room for; a table without a row is left out."""
    cited = _Cited()
    tables = (_found(report, cited), _models(report, cited), _tools(report, cited), _open(report))
    return Findings(
        title=word("findings"),
        tables=tuple(table for table in tables if table.rows),
        sources_title=message("plan_sources"),
        sources=tuple(cited.sources()),
    )


@dataclass(slots=True)
class _Cited:
    """Gives each source its number where it is named first."""

    keys: list[str] = field(default_factory=list)

    def numbers(self, sources: Iterable[str]) -> str:
        named = list(sources)
        self.keys += [key for key in dict.fromkeys(named) if key not in self.keys]
        return listed(number(place) for place in sorted(self.keys.index(key) + 1 for key in named))

    def sources(self) -> Iterator[Source]:
        for key in self.keys:
            yield Source(text=citations()[key].text, link=citations()[key].link)


def _found(report: Report, cited: _Cited) -> Table:
    found = sorted(report.findings, key=lambda each: -each.concern)
    said = [(words(each), each.sources) for each in found]
    rows = tuple((text.title, text.clinical, cited.numbers(sources)) for text, sources in said)
    return Table(title=word("found"), heads=heads("found_heads"), shares=(4, 7, 2), rows=rows)


def _models(report: Report, cited: _Cited) -> Table:
    fitting = [risk for risk in report.models if isinstance(risk, ModelRisk)]
    numbers = [(risk, as_shown(chance)) for risk in fitting for chance in risk.chances]
    which, breaks, years, you, compared = interface.heads("risk.models")[:5]
    rows = tuple(
        (
            model_text(risk.model).name,
            name("fracture_kind", chance.kind),
            number(chance.years),
            number_cell((risk, chance)),
            "" if chance.comparison is None else exact(chance, chance.comparison),
            cited.numbers(model_text(risk.model).sources),
        )
        for risk, chance in numbers
    )
    return Table(
        title=message("risk_title"),
        intro=message("risk_intro"),
        heads=(which, breaks, years, word("out_of_100", who=you), word("out_of_100", who=compared), word("cited")),
        shares=(4, 5, 2, 4, 4, 3),
        rows=rows,
        notes=tuple(_of_models(report, fitting)) if rows else (),
    )


def _of_models(report: Report, fitting: list[ModelRisk]) -> Iterator[str]:
    """On what conditions the numbers fit, and whom they are compared with."""
    if report.models_poor_at_this_age:
        yield message("risk_under_65")
    for who, models in by_words((comparison_words(risk), risk) for risk in fitting if risk.comparison):
        yield message("risk_compared", models=models, who=who)
    yield from dict.fromkeys(limits((risk, chance) for risk in fitting for chance in risk.chances))
    for remark, models in by_words((remark_words(remark), risk) for risk in fitting for remark in risk.remarks):
        yield f"{models}: {remark}"
    if withheld := [model_text(risk.model).name for risk in fitting if risk.is_withheld]:
        yield message("risk_withheld", models=joined(withheld))
    if report.unseen is not None:
        yield remark_words(report.unseen)
    yield from dict.fromkeys(filter(None, (licence_note(risk.model) for risk in fitting)))


def _tools(report: Report, cited: _Cited) -> Table:
    scores = [tool for tool in report.screening if isinstance(tool, ScreeningScore)]
    return Table(
        title=message("tools_title"),
        intro=message("tools_intro"),
        heads=(*interface.heads("risk.tools"), word("cited")),
        shares=(3, 3, 4, 6, 2),
        rows=tuple(
            (
                name("tool", tool.tool),
                score_words(tool),
                tool_rule(tool),
                tool_verdict(tool),
                cited.numbers([model(tool.tool)["source"]]),
            )
            for tool in scores
        ),
    )


def _open(report: Report) -> Table:
    """What could not be judged and why; what has the same reason stands in one row."""
    why: dict[str, list[str]] = {}
    for outcome in report.not_assessed:
        text = words(outcome)
        why.setdefault(text.clinical, []).append(text.title)
    return Table(
        title=word("open"),
        intro=word("open_is_not_no"),
        heads=heads("open_heads"),
        shares=(6, 6),
        rows=tuple((listed(dict.fromkeys(titles)), reason) for reason, titles in why.items()),
    )
