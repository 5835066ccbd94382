"""The command line: `assess FILE.json` prints the report of a saved check, `hand-out FILE.json OUT.pdf` (or `OUT.html`)
makes the page for the doctor, `read-report FILE` prints what a brought report says, `cohort IN OUT` scores a table of
many people.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

import msgspec

from bonecheck import NotAssessed, Outcome, answers_from, assess, build, from_json, json_schema
from bonecheck.answers.check import Check
from bonecheck.errors import BonecheckError, ClusterError, UnreadableFile
from bonecheck.evidence.check import load_all
from bonecheck.handout.contents import Page, Paper, page, paper_in
from bonecheck.report import Report
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.words.outcomes import words
from bonecheck.words.plan import plan_as_data
from bonecheck.words.problems import error_words
from bonecheck.words.risk import licence_note, remark_words, score_words, sentence, tool_rule, tool_verdict


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when fine, 2 on bad input with one line on standard error."""
    parser = argparse.ArgumentParser(prog="bonecheck", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("assess", help="print the report of a saved check as JSON")
    read.add_argument("file", type=Path, help="a file saved by bonecheck")
    sheet = commands.add_parser("hand-out", help="make the page for the doctor of a saved check")
    sheet.add_argument("file", type=Path, help="a file saved by bonecheck")
    sheet.add_argument("out", type=Path, help="what to write: a PDF, or a web page where its name ends in .html")
    sheet.add_argument("--paper", type=Paper, choices=list(Paper), help="by the country of the person if left out")
    sheet.add_argument("--given-by", default="", metavar="NAME", help="who gives it; kept nowhere else")
    sheet.add_argument(
        "--logo", type=Path, metavar="FILE", help="the logo of who gives it, PNG or JPEG; kept nowhere else"
    )
    sheet.add_argument("--with-findings", action="store_true", help="all findings and their sources on further pages")
    for command in (read, sheet):
        command.add_argument(
            "--on",
            type=date.fromisoformat,
            default=None,
            metavar="YYYY-MM-DD",
            help="assess as on this day; today if left out",
        )
    brought = commands.add_parser("read-report", help="print what can be read of a bone-density report as JSON")
    brought.add_argument(
        "file", type=Path, help="text, PDF, photo (JPEG, PNG, WebP), FHIR JSON, HL7 v2, C-CDA, or a health app's zip"
    )
    table = commands.add_parser("cohort", help="score a table of many people, CSV or Parquet, into a folder")
    table.add_argument("file", type=Path, nargs="?", metavar="IN", help="a CSV with a head, or Parquet")
    table.add_argument(
        "out",
        type=Path,
        nargs="?",
        metavar="OUT",
        help="the folder to write; its ending, .csv or .parquet, or that of IN",
    )
    table.add_argument("--template", type=Path, metavar="FILE.csv", help="write the head of a CSV with all columns")
    table.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="today if left out")
    table.add_argument("--engine", choices=("local", "dask"), default="local", help="this process, or workers of Dask")
    table.add_argument("--scheduler", metavar="ADDRESS", help="with dask: its scheduler; own workers if left out")
    table.add_argument("--workers", type=int, metavar="N", help="with dask: own workers; one for each core if left out")
    commands.add_parser("schema", help="print the JSON Schema of the saved file")
    given = parser.parse_args(arguments)
    if given.command == "cohort" and (wrong := _does_not_fit(given)):
        table.error(wrong)
    try:
        load_all()
        if given.command == "schema":
            print(_json(json_schema()))
        elif given.command == "read-report":
            print(_json(_read(given.file)))
        elif given.command == "cohort":
            if given.template is not None:
                _template(given.template)
            else:
                _cohort(given, given.on or date.today())
        else:
            today = given.on or date.today()
            check = _check_of(given.file, today)
            report = assess(check, on=today)
            if given.command == "assess":
                print(_json(report_as_data(report)))
            else:
                made = page(
                    report,
                    check,
                    on=today,
                    given_by=given.given_by,
                    logo=_logo(given.logo) if given.logo else "",
                    with_findings=given.with_findings,
                )
                given.out.write_bytes(_set(made, given.paper or paper_in(check.person.country), given.out))
    except BonecheckError as error:
        print(f"bonecheck: {error_words(error)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bonecheck: {error}", file=sys.stderr)
        return 2
    return 0


def _read(file: Path) -> dict[str, object]:
    """What a brought report says; what reads it is not needed for the other commands."""
    from bonecheck.answers.report_import.bring import read_report
    from bonecheck.words.report_import import found_as_data

    return found_as_data(read_report(file.read_bytes()))


def _set(made: Page, paper: Paper, out: Path) -> bytes:
    """The page for the doctor; what sets it is not needed for the other commands, which read no PDF in this process."""
    from bonecheck.handout.pdf import pdf
    from bonecheck.handout.web import web

    return (web if out.suffix.lower() in {".html", ".htm"} else pdf)(made, paper)


def _logo(file: Path) -> str:
    """The logo of who gives the page; what reads it is not needed for the other commands."""
    from bonecheck.handout.logo import logo

    return logo(file.read_bytes())


def _template(file: Path) -> None:
    from bonecheck.cohort.files import write_template

    write_template(file)


def _cohort(given: argparse.Namespace, on: date) -> None:
    """Scores a table; what reads tables, and Dask, is not needed for the other commands."""
    from bonecheck.cohort.files import score_file
    from bonecheck.words.cohort import summary_lines

    if given.engine == "local":
        summary = score_file(given.file, given.out, on=on)
    else:
        try:
            from bonecheck.cohort.cluster import score_file_on_cluster
        except ModuleNotFoundError:
            raise ClusterError("cluster_not_installed") from None
        summary = score_file_on_cluster(given.file, given.out, on=on, scheduler=given.scheduler, workers=given.workers)
    for line in summary_lines(summary):
        print(line, file=sys.stderr)


def _does_not_fit(given: argparse.Namespace) -> str:
    """What is wrong with the options of `cohort` together; empty if nothing is."""
    if (given.template is None) == (given.out is None):
        return "give IN and OUT, or --template FILE.csv"
    if given.engine == "local" and (given.scheduler, given.workers) != (None, None):
        return "--scheduler and --workers go with --engine dask"
    if None not in (given.scheduler, given.workers):
        return "a scheduler has its own workers: give --scheduler or --workers"
    return "--workers wants 1 or more" if given.workers is not None and given.workers < 1 else ""


def _check_of(file: Path, today: date) -> Check:
    """A saved check; a value that no form would have let through is refused."""
    check, problems = build(answers_from(from_json(file.read_bytes())), today=today)
    for problem in problems:
        if problem.stops:
            raise UnreadableFile("file_problem", file=file, question=problem.question, problem=problem)
    return check


def report_as_data(report: Report) -> dict[str, object]:
    """`report` as plain data, each outcome and each model with its words."""
    data: dict[str, object] = msgspec.to_builtins(report)
    data["headline"] = _with_words(report.headline)
    data["outcomes"] = [_with_words(outcome) for outcome in report.outcomes]
    data["models"] = [
        _with_words(outcome) if isinstance(outcome, NotAssessed) else _risk_with_words(outcome)
        for outcome in report.models
    ]
    data["screening"] = [
        _with_words(tool) if isinstance(tool, NotAssessed) else _tool_with_words(tool) for tool in report.screening
    ]
    if report.unseen is not None:
        data["unseen"] = {**msgspec.to_builtins(report.unseen), "words": remark_words(report.unseen)}
    if report.plan is not None:
        data["plan"] = {**msgspec.to_builtins(report.plan), "words": msgspec.to_builtins(plan_as_data(report.plan))}
    return data


def _with_words(outcome: Outcome) -> dict[str, object]:
    return {**msgspec.to_builtins(outcome), "words": msgspec.to_builtins(words(outcome))}


def _tool_with_words(tool: ScreeningScore) -> dict[str, object]:
    said = {"score": score_words(tool), "limit": tool_rule(tool), "points_to_a_scan": tool_verdict(tool)}
    return {**msgspec.to_builtins(tool), "words": said}


def _risk_with_words(risk: ModelRisk) -> dict[str, object]:
    """A model's numbers with their sentences, their conditions, and the note that its licence wants beside them."""
    said = {
        "chances": [sentence(risk, chance) for chance in risk.chances],
        "remarks": [remark_words(remark) for remark in risk.remarks],
        "licence": licence_note(risk.model),
    }
    return {**msgspec.to_builtins(risk), "words": said}


def _json(data: object) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode()


if __name__ == "__main__":
    sys.exit(main())
