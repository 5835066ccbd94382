"""The shared reader: walks through the lines of a report, whatever it came in, and collects what each of them claims."""

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.blocks import date_the_blocks
from bonecheck.answers.report_import.claims import Claim, Conclusion, Ledger, joined_snippet, snippet
from bonecheck.answers.report_import.found import FoundDate, FoundReport, Origin, Reason
from bonecheck.answers.report_import.gather import gather
from bonecheck.answers.report_import.grid import Line, is_empty_cell
from bonecheck.answers.report_import.head import read_head, with_record
from bonecheck.answers.report_import.lexicon import Phrase
from bonecheck.answers.report_import.mentions import Mention, all_joined, excluded_vertebrae, mentions
from bonecheck.answers.report_import.pdf_child import MOST_CHARACTERS
from bonecheck.answers.report_import.people import (
    are_two,
    goes_back_to_the_patient,
    is_heading_of_a_relative,
    names_a_relative,
    speaks_of_bone,
)
from bonecheck.answers.report_import.roles import Roles
from bonecheck.answers.report_import.sentences import WHO_LIMITS, Where, is_of_other_method, read_sentence, sentences
from bonecheck.answers.report_import.stacked import Stacks
from bonecheck.answers.report_import.tables import is_head, read_table
from bonecheck.answers.report_import.tokens import TWO_POINTS, Tokens
from bonecheck.errors import UnreadableFile

MOST_LINES = 2_000
_LONGEST_LINE = 4_000
_WRAPPED = 50  # a line shorter than this was ended on purpose
_STOPPED = 25  # unless it is longer than this and stops in the middle of a phrase
_FAR_BELOW = 3  # lines between a word and a number that may still be its own
_MARKDOWN = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|^#{1,6}\s+|`")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text of a record, and the day of its scan where the record says so."""

    text: str
    when: FoundDate | None = None


def read_plain(text: str) -> FoundReport:
    """What a report as text says; pages are parted by form feeds.

    Raises `UnreadableFile` for one that is far longer than a report: what is cut off could be the result.
    """
    if _is_too_long(text):
        raise UnreadableFile("report_too_much")
    return read_sheets([Sheet(text)], Ledger())


def read_sheets(
    sheets: list[Sheet],
    ledger: Ledger,
    *,
    scanned: FoundDate | None = None,
    sex: Sex | None = None,
    birth: FoundDate | None = None,
) -> FoundReport:
    """What the texts of a record say, together with what it says in codes; the birth date only becomes an age.

    A text far longer than a report is not read, and listed.
    """
    every: list[Line] = []
    days = [claim.when for claim in ledger.claims if claim.when is not None]
    for sheet in sheets:
        if _is_too_long(sheet.text):
            ledger.leave_out(Reason.ATTACHMENT_NOT_READ, Origin(text="", line=1))
            continue
        lines = _lines(sheet.text)
        before = len(ledger.claims)
        _walk(lines, ledger)
        date_the_blocks(lines, ledger.claims[before:])
        if are_two(lines):
            for claim in ledger.claims[before:]:
                claim.of_other = True
        for claim in ledger.claims[before:]:
            claim.when = claim.when or sheet.when
        if sheet.when is not None and (len(ledger.claims) > before or len(sheets) == 1):
            days.append(sheet.when)
        every += lines
    scanned = scanned or max(days, key=lambda when: when.iso, default=None)
    excluded = excluded_vertebrae(Tokens("\n".join(line.text for line in every)))
    head = with_record(read_head(every), scanned=scanned, sex=sex, birth=birth)
    return gather(ledger, head, excluded)


def _is_too_long(text: str) -> bool:
    if len(text) > MOST_CHARACTERS:
        return True
    lines = text.splitlines()
    return len(lines) > MOST_LINES or any(len(line.rstrip()) > _LONGEST_LINE for line in lines)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    for page, sheet in enumerate(text.split("\f"), start=1):
        for number, line in enumerate(sheet.splitlines(), start=1):
            plain = _MARKDOWN.sub("", line.expandtabs(8) if "\t" in line and "|" in line else line)
            found.append(Line(plain.rstrip(), number, page))
    return found


def _walk(lines: list[Line], ledger: Ledger) -> None:
    where, stacks = Where(dash_parts=_has_parting_dashes(lines)), Stacks(lines)
    at, blanks = 0, 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank:
            blanks += 1
            where.prior = where.loose = where.history = where.is_ct = False
            at += 1
            continue
        _note_section(line, where)
        where.is_relative = is_heading_of_a_relative(line) or (
            where.is_relative and not goes_back_to_the_patient(line.tokens)
        )
        before = len(ledger.claims)
        at = _read_at(lines, at, stacks, where, ledger, after_blank=blanks > 0)
        blanks = 0
        for claim in ledger.claims[before:]:
            claim.of_other |= where.is_relative


def _read_at(lines: list[Line], at: int, stacks: Stacks, where: Where, ledger: Ledger, *, after_blank: bool) -> int:
    """Reads the table, the stack of cells, or the line that begins here; gives the index behind it."""
    line = lines[at]
    if is_head(line):
        where.has_heads = True
        behind = read_table(lines, at, where.heading, ledger, prior=where.prior)
        if behind > at + 1 or not line.tokens.numbers:
            return max(behind, at + 1)
    behind = stacks.read(at, where.heading, ledger, prior=where.prior)
    if behind > at:
        where.place = None
        return behind
    where.has_heads |= _names_columns(line.text)
    if _is_label_alone(line.text) and _is_column(lines, at + 1):
        ledger.leave_out(Reason.COLUMNS_DO_NOT_FIT, Origin(text=snippet(line.text), line=line.number, page=line.page))
    text, last = _joined(lines, at)
    _note_number_far_below(text, line, lines, last + 1, ledger)
    _read_line(text, line, where, ledger, after_blank=after_blank)
    return last + 1


def _joined(lines: list[Line], at: int) -> tuple[str, int]:
    """A line with those into which it was wrapped, or whose number stands alone on the next line."""
    text, last = lines[at].text, at
    while last + 1 < len(lines) and len(text) < _LONGEST_LINE:
        following = lines[last + 1]
        if following.is_blank or is_head(following):
            break
        start = following.text.strip()
        ends_open = not re.search(r"[.:;|]\s*$", text)
        is_prose = not re.search(r"\S {2,}\S|\||\t", text.strip() + start)
        wraps = (len(lines[last].text) >= _WRAPPED and re.match(r"[a-zà-ÿ(]", start) is not None) or (
            len(text) >= _STOPPED and _ends_open(text) and not _names_columns(text) and not Tokens(start[:12]).dates
        )
        wraps |= _goes_on_about_before(text, start)
        if _is_label_alone(text) and _is_column(lines, last + 1):
            break
        if (wraps and ends_open and is_prose and not re.match(r"\d+[.)]\s|[-•*]\s", start)) or (
            _is_label_alone(text) and (_is_number_alone(start) or _is_word_of_value(start))
        ):
            text = f"{text.rstrip()} {start}"
        else:
            break
        last += 1
    return text, last


def _is_column(lines: list[Line], at: int) -> bool:
    """Whether several numbers stand below one another, so that a word above them is of all, or of one."""
    return all(not line.is_blank and _is_number_alone(line.text.strip()) for line in lines[at : at + 2]) and (
        len(lines) > at + 1
    )


def _note_number_far_below(text: str, line: Line, lines: list[Line], at: int, ledger: Ledger) -> None:
    """Notes a number of which a blank line, or a dash alone, stands between it and its word."""
    between = list(takewhile(lambda each: each.is_blank, islice(lines, at, at + _FAR_BELOW)))
    behind = lines[at + len(between)] if at + len(between) < len(lines) else None
    if between and behind is not None and _is_label_alone(text) and _is_number_alone(behind.text.strip()):
        piece = joined_snippet([text, *(each.text for each in between), behind.text])
        has_dash = any(len(each.text.strip()) == 1 for each in between)
        reason = Reason.SIGN_NOT_SURE if has_dash else Reason.KIND_NOT_SURE
        ledger.leave_out(reason, Origin(text=piece, line=line.number, page=line.page))


def _goes_on_about_before(text: str, start: str) -> bool:
    """Whether a line on an earlier scan stops before its date, or at a place whose number the next line holds."""
    tokens = Tokens(text)
    if tokens.numbers or not any(p.is_any("marks", "prior", "comparison_section") for p in tokens.phrases[:2]):
        return False
    following = Tokens(start)
    if not tokens.dates:
        return bool(following.dates) and following.dates[0].start == 0
    places = mentions(tokens)
    if not places or tokens.folded[places[-1].end :].strip(" ,("):
        return False
    begins = [p.start for p in following.phrases if p.names("measures")] + [span.start for span in following.spans]
    return start[:1].islower() or 0 in begins


def _names_columns(text: str) -> bool:
    """Whether a line names several results and holds none, as the head of a table does whose gaps are lost."""
    tokens = Tokens(text)
    named = [p for p in tokens.phrases if p.names("measures")]
    return len(named) > 1 and not any(number.decimals for number in tokens.numbers)


def _ends_open(text: str) -> bool:
    """Whether a line stops in front of a number or its word: with "T-score", "is" or "with a"."""
    tokens = Tokens(text[-40:])
    if not tokens.phrases or tokens.folded[tokens.phrases[-1].end :].strip(" =:(-−–"):
        return False
    end = tokens.phrases[-1]
    is_word = end.is_any("measures", "bmd", "t_score", "z_score") or end.is_any("signs", "minus", "plus")
    return is_word or end.is_any("marks", "open_end")


def _is_label_alone(text: str) -> bool:
    tokens = Tokens(text)
    if len(text) > 60 or not tokens.phrases or tokens.numbers:
        return False
    labels = [p for p in tokens.phrases if p.is_any("measures", "bmd", "t_score", "z_score")]
    end = tokens.phrases[-1]
    if not labels or tokens.folded[end.end :].strip(" :=()-−–"):
        return False
    return end is labels[-1] or end.is_any("measures", "value") or end.is_any("units", "sd", "g_cm2")


def _is_word_of_value(text: str) -> bool:
    tokens = Tokens(text)
    return len(text) < 24 and not tokens.numbers and tokens.has("measures", "value")


def _is_number_alone(text: str) -> bool:
    tokens = Tokens(text)
    if len(tokens.numbers) != 1 or len(text) > 24:
        return False
    return not any(p.names("measures") or p.names("places") for p in tokens.phrases)


def _read_line(text: str, line: Line, where: Where, ledger: Ledger, *, after_blank: bool) -> None:
    if after_blank and where.place is not None and not _goes_on(text):
        where.place = None
    is_relative = False  # the sentence before spoke of the bones of a relative
    for sentence in sentences(text):
        tokens = Tokens(sentence)
        if names_a_relative(tokens):
            _leave_out_of_a_relative(sentence, where, ledger, line)
            is_relative = speaks_of_bone(tokens)
            continue
        is_relative &= not goes_back_to_the_patient(tokens)
        before, left_out = len(ledger.claims), len(ledger.left_out)
        named = [m for m in read_sentence(sentence, where, ledger, line.number, line.page) if m.names_a_place]
        _remember(sentence, named, where, has_values=len(ledger.claims) > before)
        if len(ledger.claims) == before and len(ledger.left_out) == left_out:
            _note_conclusion(sentence, named, where, ledger)
            _note_unread(sentence, named, line, ledger)
        _note_odd(tokens, where, named, line, ledger, ledger.claims[before:])
        for claim in ledger.claims[before:]:
            claim.of_other |= is_relative


def _leave_out_of_a_relative(sentence: str, where: Where, ledger: Ledger, line: Line) -> None:
    """Notes the numbers of a sentence on a relative; none of them is the patient's."""
    apart = Ledger()
    read_sentence(sentence, replace(where), apart, line.number, line.page)
    for claim in apart.claims:
        ledger.leave_out(Reason.OTHER_PERSON, claim.origin)
    ledger.left_out += apart.left_out


def _note_conclusion(sentence: str, named: list[Mention], where: Where, ledger: Ledger) -> None:
    """Notes "Osteoporosis of the lumbar spine." of its place, and "Impression: Osteoporosis." of the whole report."""
    tokens = Tokens(sentence)
    spoilt = ("negation", "prior", "comparison_section", "ct", "heel", "history_section")
    if len(named) > 1 or (named and not named[0].site) or tokens.numbers or where.prior or where.history:
        return
    concludes = where.concludes or any(p.is_any("marks", "conclusion") for p in tokens.phrases[:1])
    marks = [p for p in tokens.phrases if p.is_any("marks", "low", "normal")]
    if len(marks) != 1 or tokens.has("marks", *spoilt) or (tokens.has("marks", "boilerplate") and not concludes):
        return
    strange = len(re.findall(r"[^\W\d_]{3,}", tokens.besides(tokens.phrases)))
    speaks_of_bmd = tokens.has("measures", "bmd")
    said = "low" if marks[0].is_any("marks", "low") else "normal"
    is_of_all = not named and strange <= (2 if concludes and said == "low" else int(speaks_of_bmd))
    if not (is_of_all or (named and (speaks_of_bmd or (concludes and not strange)))):  # "Normal alignment of the spine"
        return
    if is_of_all and marks[0].is_any("marks", "osteoporosis"):
        said = "osteoporosis"
    ledger.conclusions.append(Conclusion(named[0] if named else None, said))


def _note_unread(sentence: str, named: list[Mention], line: Line, ledger: Ledger) -> None:
    """Notes numbers beside a place that look like a result, and of which no word says what they are."""
    tokens = Tokens(sentence)
    bounds = Roles(tokens).bounds if named else set()
    numbers = [n for n in tokens.numbers if n.decimals in {1, 2, 3} and n.size < 9 and n.start not in bounds]
    behind = [n for n in numbers if named and n.start >= named[0].end]
    if len(behind) > 1 or any(n.signed for n in behind):
        piece = snippet(tokens.text[named[0].start : behind[-1].end])
        ledger.leave_out(Reason.KIND_NOT_SURE, Origin(text=piece, line=line.number, page=line.page))


def _note_odd(
    tokens: Tokens, where: Where, named: list[Mention], line: Line, ledger: Ledger, claims: list[Claim]
) -> None:
    """Notes what would pass in silence: a score with two points, a range of scores, a score behind those that were read."""
    if tokens.has("marks", "boilerplate") or not tokens.has("measures", "t_score", "z_score"):
        return
    scores = [p.end for p in tokens.phrases if p.is_any("measures", "t_score", "z_score")]
    found: list[tuple[Reason, int]] = []
    for match in TWO_POINTS.finditer(tokens.folded):
        if any(end <= match.start() and re.fullmatch(r"\W{0,4}", tokens.folded[end : match.start()]) for end in scores):
            found.append((Reason.NUMBER_NOT_SURE, match.end()))
    known = {abs(value) for claim in claims for value in claim.values.values()}
    known |= {n.size for left in ledger.left_out[-4:] for n in Tokens(left.origin.text).numbers}
    unread = [n for n in tokens.numbers if n.signed and n.decimals in {1, 2} and n.size < 9 and n.size not in known]
    signed = [n for n in unread if n.start > scores[0] and not tokens.is_percent(n)]
    bounds = Roles(tokens).bounds if signed else set()
    for number in signed:
        if number.start in bounds:
            is_range = (
                number.value not in WHO_LIMITS and (named or where.place) and not tokens.has("marks", "low", "normal")
            )
            found += [(Reason.KIND_NOT_SURE, number.end)] if is_range else []
        elif claims and not any(p.is_any("units", "g_cm2") and 0 <= p.start - number.end < 3 for p in tokens.phrases):
            found.append((Reason.KIND_NOT_SURE, number.end))
    if found:
        start = min([scores[0], *(p.start for p in named)])
        first = next(p.start for p in tokens.phrases if p.end == scores[0])
        piece = snippet(tokens.text[min(start, first) : max(end for _, end in found)])
        ledger.leave_out(found[0][0], Origin(text=piece, line=line.number, page=line.page))
        for claim in claims:
            claim.loose |= (
                len(tokens.dates) > 1
            )  # "2020 -0.8; 2025 -1.4": the number that was not read may be the newer


def _remember(sentence: str, named: list[Mention], where: Where, *, has_values: bool) -> None:
    """Which place the next sentence speaks of, if it names none."""
    if not named:
        return
    together = all_joined(named)
    is_heading = _is_heading(sentence)
    if together is None:
        where.place = None
        if is_heading:
            where.heading = None
        return
    full = together.under(where.heading if together.site else where.place or where.heading)
    if is_heading and together.site and not together.region:  # "Hip" below "Right hip" begins anew
        full = together
    if is_heading and not has_values:
        where.heading = full if full.site else None
    if has_values or is_heading:
        where.place = full if full.site else None
    elif where.place is not None and together.site != where.place.site:
        where.place = None


def _goes_on(text: str) -> bool:
    """Whether a line behind a blank one may still speak of the place above: a word of results begins it."""
    tokens = Tokens(text)
    first = tokens.phrases[0] if tokens.phrases else None
    if first is None or tokens.folded[: first.start].strip(" -*•"):
        return bool(tokens.spans)
    return bool(first.names("measures")) or bool(mentions(tokens))


def _is_heading(text: str) -> bool:
    """Whether a line is little more than the name of a place."""
    tokens = Tokens(text)
    if any(p.is_any("marks", "history_section") for p in tokens.phrases[:1]):
        return False
    if text.rstrip().endswith("."):
        return False
    return len(re.findall(r"[^\W\d_]{3,}", tokens.unknown)) <= 3


def _note_section(line: Line, where: Where) -> None:
    """Notes where a section on earlier scans, or on the history, begins or ends."""
    tokens = Tokens(line.text[:80])
    first = tokens.phrases[0] if tokens.phrases else None
    if first is None or tokens.folded[: first.start].strip(" #*-•0123456789.)("):
        return
    rest = tokens.folded[first.end :].lstrip()
    if is_of_other_method(tokens) and not tokens.numbers:
        where.is_ct = True
    elif tokens.has("marks", "dxa"):
        where.is_ct = False
    if first.is_any("marks", "present"):
        where.prior = False
    if _is_heading_of_before(tokens, first):
        where.prior, where.loose, where.history = True, _stops_at_its_date(tokens, first), False
    if not (rest.startswith((":", "：")) or not rest):
        return
    if first.is_any("marks", "conclusion", "section", "comparison_section", "history_section"):
        where.concludes = first.is_any("marks", "conclusion")
    if first.is_any("marks", "comparison_section"):
        said = rest.strip(" :：.")
        is_none = is_empty_cell(said) or (tokens.has("marks", "negation") and not tokens.dates)
        where.prior, where.loose, where.history = not said or not is_none, bool(said), False
    elif first.is_any("marks", "history_section"):
        where.prior, where.history = False, True
    elif first.is_any("marks", "section"):
        where.prior = where.history = False


def _is_heading_of_before(tokens: Tokens, first: Phrase) -> bool:
    """Whether a line is a heading above an earlier scan: "Prior scan of 05/23/2020:"."""
    if not first.is_any("marks", "prior", "comparison_section") or tokens.numbers:
        return False
    if tokens.has("marks", "present", "negation") or any(p.names("measures") - {"date"} for p in tokens.phrases[1:]):
        return False
    ends = tokens.folded.rstrip()
    if not tokens.dates or not (ends.endswith((":", "：", ")")) or _stops_at_its_date(tokens, first)):
        return False
    return len(re.findall(r"[^\W\d_]{3,}", tokens.besides(tokens.phrases))) <= 1


def _stops_at_its_date(tokens: Tokens, first: Phrase) -> bool:
    """ "Previous scan 05/23/2020": a heading, or all that a line on comparison says."""
    if not tokens.dates or tokens.dates[-1].end != len(tokens.folded.rstrip()):
        return False
    return not re.search(r"[:：]", tokens.folded[first.end : tokens.dates[-1].start])


def _has_parting_dashes(lines: list[Line]) -> bool:
    """Whether this report puts a dash between a word and its number: "BMD - 0.812". Its scores may have no sign."""
    for line in lines:
        if re.search(r"[a-zA-Z)]\s?[-–−]\s?0[.,]\d{3}\b", line.text):
            tokens = line.tokens
            for number in tokens.numbers:
                label = tokens.phrase_before(number.start)
                if number.signed and number.decimals == 3 and label is not None and label.is_any("measures", "bmd"):
                    return True
    return False
