"""Files and answers that no form would give: each ends in a report or in one clear refusal, never in a traceback.

A few hundred with fixed seeds; `python -m tests.test_odd_input 60000 5000` tries as many as one likes.
"""

import copy
import json
import random
import sys
from collections import Counter

from bonecheck import answers_from, assess, build, from_json, to_json
from bonecheck.answers.as_given import REGIONS, clean
from bonecheck.answers.questions import questions
from bonecheck.errors import UnreadableFile
from bonecheck.words.outcomes import words
from bonecheck.words.problems import error_words, problem_words
from tests.people import DATA, TODAY

SAMPLES = [json.loads(file.read_bytes()) for file in sorted((DATA / "samples").glob("*.json"))]
ODD = (
    *(None, True, False, 0, -1, 1, 7, 0.5, -2.5, 1e9, 1e300, -1e300, 10**30, 10**400, 2**63, -(2**63) - 1),
    *(
        "",
        " ",
        "yes",
        "no",
        "not_known",
        "none",
        "-2.5",
        "2.5",
        "\u00bd",
        "1.000",
        "\ud83d",
        "x" * 200,
        "$x$",
        "[a](b)",
    ),
    *([], [None], ["none"], ["x"], [[]], {}, {"a": 1}, {"t_score": -1.0}, "2024-02-30", "0001-01-01", "9999-12-31"),
)
TYPED = (
    *(
        "",
        " ",
        "0",
        "-0",
        "1",
        "-1",
        "62",
        "62 years old",
        "-2.5",
        "2,5",
        "\u22122.5",
        "minus 2",
        "+",
        "-",
        ".",
        ",",
        "1/2",
    ),
    *(
        "2 1/2",
        "\u00bd",
        "5 4",
        "5 ft",
        "5'4\"",
        "1.000",
        "1.200 mg",
        "1,200",
        "12 percent",
        "7.5 mg daily",
        "1e5",
        "1e400",
    ),
    *(
        "9" * 100,
        "9" * 99 + "%",
        "\u0661\u0662",
        "nan",
        "inf",
        "None",
        "<b>",
        "[x](http://y)",
        "$x$",
        "{given}",
        "5 st 4 lb",
    ),
    *("6 years", "10 st", "164", "54", "20 \u00b5g", "50 nmol/L", "0x10", "1_000", "\n", "\u2028", "\U0001f9b4"),
)


def places(node, path=()):
    """Every place in a file, as a path of keys."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def exchanged(chance: random.Random) -> bytes:
    """A saved file of a sample person with one value exchanged, or one key."""
    file = copy.deepcopy(chance.choice(SAMPLES))
    *way, last = chance.choice([path for path in places(file) if path])
    node = file
    for key in way:
        node = node[key]
    if isinstance(node, dict) and chance.random() < 0.1:
        node[f"{last}x"] = node.pop(last)
    else:
        node[last] = copy.deepcopy(chance.choice(ODD))
    return json.dumps(file).encode("utf-8", "surrogatepass")


def read_file(data: bytes) -> str:
    """How a file ends: in a report, in one of two kinds of refusal."""
    try:
        check = from_json(data)
    except UnreadableFile as error:
        said = error_words(error)
        assert said
        assert "\n" not in said.strip()
        return "refused"
    saved = from_json(to_json(check))  # without the blanks that a file may hold
    assert from_json(to_json(saved)) == saved
    return judged(answers_from(check))


def judged(answers: dict) -> str:
    check, problems = build(answers, today=TODAY)
    assert all(problem_words(problem) for problem in problems)
    report = assess(check, on=TODAY)
    assert words(report.headline).title
    return "a report with problems" if any(problem.stops for problem in problems) else "a report"


def odd_answers(chance: random.Random) -> dict:
    """Answers as a browser might send them: known and unknown keys, typed texts, values of any kind."""
    keys = [*questions(), *(f"{region}.{score}" for region in REGIONS for score in ("t_score", "z_score", "bmd_g_cm2"))]
    keys += [f"{question.key}.{item}" for question in questions().values() for item in question.item_keys]
    given = {}
    for key in chance.sample(keys, chance.randint(1, 40)):
        question = questions().get(key)
        if question is not None and question.options and chance.random() < 0.6:
            option = chance.choice(list(question.options))
            given[key] = [option] if question.kind == "choices" else option
        else:
            given[key] = copy.deepcopy(chance.choice(TYPED if chance.random() < 0.8 else ODD))
    return {**given, "has_scan": "yes", "scan_regions": list(REGIONS)} if chance.random() < 0.7 else given


def files(count: int, seed: int = 1) -> Counter:
    chance = random.Random(seed)
    return Counter(read_file(exchanged(chance)) for _ in range(count))


def answer_sets(count: int, seed: int = 2) -> Counter:
    chance = random.Random(seed)
    return Counter(judged(clean(odd_answers(chance))) for _ in range(count))


def test_a_file_with_one_value_exchanged_ends_in_a_report_or_one_clear_refusal():
    ended = files(300)
    assert ended["refused"] > 50
    assert ended["a report"] > 5


def test_odd_answers_end_in_a_report():
    ended = answer_sets(150)
    assert ended["a report with problems"] > 50


if __name__ == "__main__":
    print(files(int(sys.argv[1])), answer_sets(int(sys.argv[2])))
