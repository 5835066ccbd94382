"""What a report says beside its numbers: the day of the scan, the scanner, age and sex, FRAX, and the method."""

import re
from dataclasses import replace

from bonecheck.answers.dxa_report import ScanMethod
from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.dates import DateInText, day_month_order, years_between
from bonecheck.answers.report_import.device import read_device
from bonecheck.answers.report_import.found import Doubt, FoundDate, FoundReport
from bonecheck.answers.report_import.frax import read_frax
from bonecheck.answers.report_import.grid import Line
from bonecheck.answers.report_import.lexicon import Phrase
from bonecheck.answers.report_import.tokens import Number, Tokens

_YEARS_OF_LIFE = (5, 115)


def read_head(lines: list[Line]) -> FoundReport:
    """A report without its rows: what its lines say beside their numbers."""
    pieces = _pieces(lines)
    chosen, birth = _scan_date(pieces)
    chosen = _in_order(chosen, day_month_order("\n".join(tokens.folded for tokens in pieces)))
    maker, model, two_makers = read_device(pieces)
    major, hip = read_frax(pieces)
    age = _age(pieces)
    if age is None and birth is not None and chosen is not None:
        age = years_between(birth, chosen.date)  # the birth date goes no further
    other = (chosen.other,) if chosen is not None and chosen.other is not None else ()
    doubts = ((Doubt.DATE_ORDER,) if other else ()) + ((Doubt.TWO_MAKERS,) if two_makers else ())
    return FoundReport(
        scan_date=chosen.date if chosen else None,
        scan_date_alternatives=other,
        maker=maker,
        model=model,
        age_years=age,
        sex=_sex(pieces),
        frax_major_percent=major,
        frax_hip_percent=hip,
        method=_method(pieces),
        doubts=doubts,
    )


def _pieces(lines: list[Line]) -> list[Tokens]:
    """Each line; and of a line of labels alone each label with what stands below it."""
    found = [line.tokens for line in lines if not line.is_blank]
    for at, line in enumerate(lines):
        cells = line.cells() if line.text.count(":") >= 2 else []
        if len(cells) < 2 or not all(cell.text.endswith(":") for cell in cells):
            continue
        below = next((other for other in lines[at + 1 : at + 4] if not other.is_blank), None)
        for value in below.cells() if below else []:
            over = [cell for cell in cells if cell.overlaps(value.start - 1, value.end + 1)]
            if len(over) == 1:
                found.append(Tokens(f"{over[0].text} {value.text}"))
    return found


# ---------------------------------------------------------------- the day


def _scan_date(pieces: list[Tokens]) -> tuple[DateInText | None, FoundDate | None]:
    """The day of the scan by the words beside it, and the birth date, which only becomes an age."""
    labelled: list[DateInText] = []
    loose: list[DateInText] = []
    birth: FoundDate | None = None
    for above, tokens in zip([Tokens(""), *pieces], pieces, strict=False):
        for when in tokens.dates:
            role = role_of_date(tokens, when)
            if role == "other" and _is_alone_below_a_title(above, tokens, when):
                role = "loose"
            if role == "birth":
                birth = when.date
            elif when.date.month is None:
                continue
            elif role == "scan":
                labelled.append(when)
            elif role == "loose":
                loose.append(when)
    loose += [when for when in _dates_of_column(pieces) if when not in loose]
    found = labelled or loose
    if not found:
        return None, birth
    days = {when.date.iso for when in found}
    if labelled or len(days) == 1:
        return max(found, key=lambda when: when.date.iso), birth
    return (loose[0] if _is_newest(loose[0], loose) else None), birth


def _is_alone_below_a_title(above: Tokens, tokens: Tokens, when: DateInText) -> bool:
    """A line with no more than a date and a time, below one that names the scan."""
    rest = f"{tokens.folded[: when.start]} {tokens.folded[when.end :]}"
    named = above.has("marks", "dxa") or above.has("measures", "bmd")
    return named and not above.numbers and re.fullmatch(r"[\s\d:apm.|-]*", rest) is not None


def _in_order(when: DateInText | None, order: str) -> DateInText | None:
    """A date whose day and month may be swapped, in the order that another date of the report shows."""
    if when is None or when.other is None or order == "month":
        return when
    return replace(when, date=when.other if order == "day" else when.date, other=None)


def _is_newest(when: DateInText, others: list[DateInText]) -> bool:
    return all(when.date.iso >= other.date.iso for other in others)


def _dates_of_column(pieces: list[Tokens]) -> list[DateInText]:
    """Dates in the column of a table whose head says that they are days of measurement."""
    found: list[DateInText] = []
    under = False
    for tokens in pieces:
        if not tokens.dates and len(tokens.numbers) < 2:
            under = tokens.has("head", "scan_date") and tokens.has("measures", "bmd", "t_score")
        elif under:
            found += tokens.dates[:1]
    return found


def role_of_date(tokens: Tokens, when: DateInText) -> str:
    """What the nearest words before a date say that it is: "scan", "birth", "other", or "loose" where none says."""
    text = tokens.folded
    before = [p for p in tokens.phrases if p.end <= when.start and when.start - p.end <= 60]
    if any(p.is_any("marks", "prior", "comparison_section") and p.end <= when.start for p in tokens.phrases):
        return "other"
    for phrase in reversed(before):
        gap = text[phrase.end : when.start]
        if re.search(r"\S {3,}\S", gap) or any(d.end > phrase.end and d.end <= when.start for d in tokens.dates):
            break
        if phrase.is_any("head", "birth"):
            return "birth"
        if phrase.is_any("marks", "prior", "comparison_section") or phrase.is_any("measures", "change", "since_first"):
            return "other"
        if phrase.is_any("head", "scan_date"):
            return "scan" if _is_near(gap) else "loose"
        if phrase.is_any("head", "other_date"):
            return "other"
        if phrase.is_any("marks", "dxa") and _is_near(gap):
            return "scan"
    if any(p.is_any("measures", "change") and p.end <= when.start for p in tokens.phrases):
        return "other"
    if any(p.is_any("head", "other_date") and when.start - p.end < 25 and p.end <= when.start for p in tokens.phrases):
        return "other"
    behind = next((p for p in tokens.phrases if p.start >= when.end and p.start - when.end < 30), None)
    if behind is not None and behind.is_any("marks", "dxa"):
        return "scan"
    title = before[-1] if before else None
    if (
        title is not None
        and title.is_any("measures", "bmd")
        and not tokens.numbers
        and _is_near(text[title.end : when.start])
    ):
        return "loose"
    has_scan_word = tokens.has("marks", "dxa")
    starts = not text[: when.start].strip(" *-•#|")
    label = _any_label(before, text, when)
    if has_scan_word and (starts or label):
        return "scan"
    return "loose" if label else "other"


def _any_label(before: list[Phrase], text: str, when: DateInText) -> bool:
    return bool(before) and before[-1].is_any("head", "any_date") and _is_near(text[before[-1].end : when.start])


def _is_near(gap: str) -> bool:
    return len(gap) <= 30 and not re.search(r"[.;]\s|\d{3}", gap) and len(re.findall(r"[^\W\d_]{3,}", gap)) <= 3


# ---------------------------------------------------------------- person


def _age(pieces: list[Tokens]) -> float | None:
    """The age at the scan: behind its own word, or as "66-year-old", or beside a word for a person."""
    best: list[tuple[int, float]] = []
    for tokens in pieces:
        prior = tokens.has("marks", "prior")
        for number in tokens.numbers:
            rank = 0 if prior and not tokens.folded.startswith("age") else _rank_of_age(tokens, number)
            if (
                rank
                and _YEARS_OF_LIFE[0] <= number.size <= _YEARS_OF_LIFE[1]
                and number.decimals <= 1
                and not number.signed
                and not number.torn
            ):
                best.append((rank, number.size))
    column = _age_of_column(pieces)
    if column is not None:
        best.append((2, column))
    return max(best, key=lambda found: found[0])[1] if best else None


def _rank_of_age(tokens: Tokens, number: Number) -> int:
    """4 behind "age", 3 as "66-year-old" or with a person beside it, 2 behind the birth date; 0 for other numbers."""
    text = tokens.folded
    before = [p for p in tokens.phrases if p.end <= number.start and number.start - p.end <= 40]
    last = before[-1] if before else None
    if last is not None and last.is_any("head", "age_label"):
        gap = text[last.end : number.start]
        spoilt = any(
            p.is_any("head", "age_spoilers") and 0 <= last.start - p.end < 16 and "." not in text[p.end : last.start]
            for p in tokens.phrases
        )
        menopause = any(p.is_any("head", "age_spoilers") and abs(p.start - last.end) < 4 for p in tokens.phrases)
        return 4 if not gap.strip(" :=|()") and not spoilt and not menopause else 0
    if (
        last is not None
        and last.is_any("head", "sex_label")
        and len(before) > 1
        and before[-2].is_any("head", "age_label")
    ):
        return 0 if text[before[-2].end : last.start].strip(" /") or text[last.end : number.start].strip(" :") else 4
    after = tokens.phrase_after(number.end)
    has_years = (
        after is not None and after.is_any("head", "year_words") and not text[number.end : after.start].strip(" -‑")
    )
    person_behind = (
        after is not None and after.is_any("head", "person") and not text[number.end : after.start].strip(" -")
    )
    if has_years and after is not None:
        if last is not None and last.is_any("head", "age_spoilers") and number.start - last.end <= 3:
            return 0
        if re.search(
            r"(?:ans d|anos de|years of|years ago|jahre(?:n)? (?:nach|vor))", text[number.end : number.end + 16]
        ) and not re.match(r"\s*anos de (?:edad|idade)", text[number.end :]):
            return 0
        named = text[after.start : after.end]
        if named.startswith(("jahrig", "岁", "周岁")) or any(old in named for old in ("old", "edad", "idade", "alt")):
            return 3
        following = tokens.phrase_after(after.end)
        person = last is not None and (last.is_any("head", "person") or _person_before(tokens, before, number))
        person |= following is not None and following.is_any("head", "person") and following.start - after.end < 12
        if person or re.match(r"^\s*\[?[^\d,.;:]{0,40}\]?,\s*$", text[: number.start]):
            return 3
        if any(p.is_any("head", "birth") for p in tokens.phrases if p.end <= number.start):
            return 2
        return 0
    if person_behind:
        return 3
    if last is not None and last.is_any("head", "year_words") and _person_before(tokens, before, number):
        return 3 if not text[last.end : number.start].strip() else 0  # "paziente di anni 67"
    if last is not None and last.is_any("signs", "connectors") and _person_before(tokens, before, number):
        return 3 if not number.decimals and number.size >= 18 and not _has_unit(tokens, number) else 0
    if last is not None and last.is_any("head", "person") and text[last.end : number.start].strip() in {",", ""}:
        return 3 if not number.decimals and number.size >= 18 and not _has_unit(tokens, number) else 0
    return 0


def _has_unit(tokens: Tokens, number: Number) -> bool:
    after = tokens.folded[number.end : number.end + 4].lstrip()
    unit = next((p for p in tokens.phrases if p.start >= number.end and p.start - number.end < 2), None)
    return after.startswith(("%", "/")) or (unit is not None and bool(unit.names("units")))


def _person_before(tokens: Tokens, before: list[Phrase], number: Number) -> bool:
    for phrase in reversed(before[-3:]):
        if phrase.is_any("head", "person"):
            return not re.search(r"[.;]", tokens.folded[phrase.end : number.start]) and number.start - phrase.end < 16
    return False


def _age_of_column(pieces: list[Tokens]) -> float | None:
    """The age in the first row of a table that has a column for it."""
    for at, tokens in enumerate(pieces):
        labels = [p for p in tokens.phrases if p.is_any("measures", "age") and p.is_any("head", "age_label")]
        others = [p for p in tokens.phrases if p.is_any("measures", "bmd", "t_score")]
        if not labels or not others or tokens.numbers:
            continue
        for row in pieces[at + 1 : at + 4]:
            ages = [n for n in row.numbers if abs(n.start - labels[0].start) <= 6 and n.decimals <= 1 and n.size > 17]
            if ages and row.dates:
                return ages[0].size
    return None


def _sex(pieces: list[Tokens]) -> Sex | None:
    """By its own word; else by the word for the person beside the age, or the only one there is."""
    said: set[Sex] = set()
    words: set[Sex] = set()
    for tokens in pieces:
        for at, phrase in enumerate(tokens.phrases):
            if phrase.is_any("head", "sex_label"):
                after = tokens.phrases[at + 1] if at + 1 < len(tokens.phrases) else None
                if after is not None and len(tokens.folded[phrase.end : after.start].strip(" :=|/*")) <= 12:
                    said |= _sexes(after, letters=True)
            elif phrase.is_any("head", "year_words") and at + 1 < len(tokens.phrases):
                after = tokens.phrases[at + 1]  # "71 y/o F"
                if not tokens.folded[phrase.end : after.start].strip() and tokens.text[after.start].isupper():
                    words |= _sexes(after, letters=True)
            elif not tokens.folded[phrase.start : phrase.end].endswith(("men", "females", "males")):
                words |= _sexes(phrase, letters=False) if not _is_of_a_reference(tokens, phrase) else set()
    found = said or words
    return found.pop() if len(found) == 1 else None


def _sexes(phrase: Phrase, *, letters: bool) -> set[Sex]:
    female = ("female", "female_letter") if letters else ("female",)
    male = ("male", "male_letter") if letters else ("male",)
    found = {Sex.FEMALE} if phrase.is_any("head", *female) else set()
    return found | ({Sex.MALE} if phrase.is_any("head", *male) else set())


def _is_of_a_reference(tokens: Tokens, phrase: Phrase) -> bool:
    """ "compared with young adult females" is about others."""
    near = [p for p in tokens.phrases if abs(p.start - phrase.start) < 60]
    return any(
        p.is_any("measures", "reference", "percent_young", "percent_age") or p.is_any("marks", "boilerplate")
        for p in near
    )


# ---------------------------------------------------------------- method


def _method(pieces: list[Tokens]) -> ScanMethod | None:
    """How bone was measured, by its units, then its words; DXA wins, since reports tell what other methods are."""

    def is_named(table: str, name: str) -> bool:
        return any(tokens.has(table, name) for tokens in pieces)

    if is_named("units", "g_cm2"):
        return ScanMethod.DXA
    volume = any(
        p.is_any("units", "volume") and any(n.end <= p.start and p.start - n.end < 3 for n in tokens.numbers)
        for tokens in pieces
        for p in tokens.phrases
    )
    if volume:
        return ScanMethod.CT
    if is_named("marks", "dxa"):
        return ScanMethod.DXA
    if is_named("marks", "ct"):
        return ScanMethod.CT
    if is_named("marks", "heel"):
        return ScanMethod.HEEL_ULTRASOUND
    return ScanMethod.ARM_OR_FINGER_DEVICE if is_named("marks", "device_arm") else None


def with_record(
    head: FoundReport, *, scanned: FoundDate | None, sex: Sex | None, birth: FoundDate | None
) -> FoundReport:
    """A head with what a coded record says of the scan and the person; the birth date only becomes an age."""
    day = scanned or head.scan_date
    age = head.age_years
    if age is None and birth is not None and day is not None:
        age = years_between(birth, day)
    others = () if scanned else head.scan_date_alternatives
    doubts = tuple(doubt for doubt in head.doubts if doubt is not Doubt.DATE_ORDER or not scanned)
    return replace(
        head, scan_date=day, scan_date_alternatives=others, doubts=doubts, sex=sex or head.sex, age_years=age
    )
