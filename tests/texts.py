"""Helpers for tests of words: texts as a person may read them, their grade, and what no text may say."""

import re

import textstat
import textstat.backend.counts._count_syllables as syllables

syllables.get_cmudict = lambda language: {}  # see grade


def filled(text):
    """A text as a person may read it: words in place of its values and numbers."""
    names = dict.fromkeys(("site", "sites", "bones", "told", "region", "score_name"), "whole left hip")
    blank = dict.fromkeys(("advice", "remark"), "")
    text = re.sub(r"\{(\w+)\}", lambda found: (names | blank).get(found[1], "five"), text)
    text = re.sub(r"[-+\u2212]?\d+(?:[.,]\d+)?", "five", text).strip()
    return text if text[-1:] in {".", "?", "!"} else f"{text}."


def texts_within(entry, path=""):
    """Every text of nested tables, by the way to it."""
    for key, value in entry.items():
        if isinstance(value, str):
            yield f"{path}{key}", value
        elif isinstance(value, dict):
            yield from texts_within(value, f"{path}{key}, ")


def said_within(entry, path=""):
    """Every text of nested tables and lists that a person reads: no units, and no names of rows, claims or sources."""
    for key, value in entry.items():
        if isinstance(value, list):
            yield from said_within({f"{number}": part for number, part in enumerate(value)}, f"{path}{key}, ")
        elif isinstance(value, dict):
            yield from said_within(value, f"{path}{key}, ")
        elif isinstance(value, str) and key not in {"unit", "unit_blood"} and " " in value:
            yield f"{path}{key}", value


def grade(texts):
    """Flesch-Kincaid grade by textstat, with syllables from hyphenation.

    Its own way is a pronouncing dictionary that it fetches from the network on first use, which tests must not do.
    Hyphenation misses syllables: on our own texts the grade comes out up to 1.3 lower for a file and 2.3 lower for
    one text than with the dictionary. So the bars stand that much lower than grade 8 and grade 10.
    """
    return textstat.flesch_kincaid_grade(" ".join(filled(text) for text in texts))


FORBIDDEN = [
    r"you have (osteoporosis|osteopenia|low bone mass)",
    r"you (are|seem) osteop",
    r"bone age",
    r"\breverse",
    r"\bcured?\b(?! meat)",
    r"\bstop taking",
    r"\bstart taking",
    r"you (must|should|need to) (take|start|stop)",
    r"\bbrittle",
    r"\bcrumbl",
    r"\bfragile\b",
    r"\bfrail\b",
    r"\bweak bones?\b",
    r"\bswiss cheese",
    r"\bsilent (thief|killer|disease)",
    r"\btime bomb",
    r"\btoo late\b",
    r"\bdanger",
    r"\bfault\b",
    r"\balarming",
    r"\bsuffer",
    r"\bthe elderly\b",
    r"[\U0001F300-\U0001FAFF\u2600-\u27BF]",
]
NEVER = re.compile("|".join(FORBIDDEN), re.IGNORECASE)
