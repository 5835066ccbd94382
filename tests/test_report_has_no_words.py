"""A report holds keys, numbers and enums: whoever shows it finds the words, in any language, in `words/`."""

import random
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from bonecheck import answers_from, from_json
from bonecheck.answers.as_given import clean
from bonecheck.answers.samples import samples
from bonecheck.errors import UnreadableFile
from tests.people import NOTHING_ELSE, TESTS, built, report
from tests.test_odd_input import exchanged, odd_answers

WORDS = re.compile(r"[^\W\d_]\s+[^\W\d_]")  # a blank between two words; a formula has a sign or a number there


def people() -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers of all samples and vignettes, and of each vignette with those of another on top: odd people."""
    yield from ((sample.key, dict(answers_from(sample.check))) for sample in samples())
    vignettes = {}
    for file in sorted((TESTS / "vignettes").glob("*.toml")):
        vignette = tomllib.loads(file.read_text(encoding="utf-8"))
        vignettes[file.stem] = (NOTHING_ELSE if vignette.get("nothing_else") else {}) | vignette["answers"]
    yield from vignettes.items()
    others = [*vignettes.items()][len(vignettes) // 3 :]
    for (name, answers), (other, on_top) in zip(vignettes.items(), others, strict=False):
        yield f"{name} and {other}", answers | on_top


def texts(value: Any, place: str = "report") -> Iterator[tuple[str, str]]:
    """Every text in plain data, keys of tables included, with the place where it stands."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield place, key
            yield from texts(part, f"{place}.{key}")
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part, place)
    elif isinstance(value, str):
        yield place, value


def test_no_text_in_a_report_has_a_blank_between_two_words():
    seen, found = 0, set()
    for name, answers in people():
        for place, text in texts(msgspec.to_builtins(report(built(answers)[0]))):
            seen += 1
            if WORDS.search(text):
                found.add((name, place, text))
    assert seen > 50_000
    assert sorted(found)[:20] == []


def test_no_text_in_a_problem_or_a_refusal_has_a_blank_between_two_words():
    """What the person typed is quoted as `given`. The reason of a broken data file is for those who change the data."""
    odd = random.Random(5)
    sets = [answers for _, answers in people()] + [clean(odd_answers(odd)) for _ in range(60)]
    problems = [problem for answers in sets for problem in built(answers)[1]]
    assert len({problem.key for problem in problems}) > 15
    refused = []
    for _ in range(300):
        try:
            from_json(exchanged(odd))
        except UnreadableFile as error:
            refused.append(error)
    assert len({error.key for error in refused}) > 4
    told = [
        (kept.key, kept.values | {"corrections": getattr(kept, "corrections", ())}) for kept in (*problems, *refused)
    ]
    found = {
        (key, place, text)
        for key, values in told
        for place, text in texts({name: value for name, value in values.items() if name != "given"})
        if WORDS.search(text) and not text.startswith("as_given.")
    }
    assert sorted(found)[:20] == []


def test_a_sentence_in_a_report_would_be_found():
    assert WORDS.search("whole left hip")
    assert not any(map(WORDS.search, ("total_hip_left", "0.05 × 65", "1.2 < -2 ≤ 3", "headline_t_normal")))
