"""Which scanner made the present scan: maker and model as printed."""

import re

from bonecheck.answers.dxa_report import ScannerMake
from bonecheck.answers.report_import.lexicon import Phrase
from bonecheck.answers.report_import.tokens import Tokens

_LETTERS = {"a", "c", "ci", "sl", "w", "wi"}  # behind the name of a model of Hologic
_CLAUSE = re.compile(r"[;()]|\.\s")


def read_device(pieces: list[Tokens]) -> tuple[ScannerMake | None, str | None, bool]:
    """Maker and model of the present scan: not those that a sentence on an earlier scan names."""
    makers: dict[str, str | None] = {}
    for tokens in pieces:
        for phrase in tokens.phrases:
            groups = phrase.names("makers") or phrase.names("models")
            if not groups or _speaks_of_before(tokens, phrase):
                continue
            name = min(groups)
            model = _model(tokens, phrase, name) if phrase.names("models") else None
            makers[name] = makers.get(name) or model
    if len(makers) != 1:
        return None, None, len(makers) > 1
    (name, model), *_ = makers.items()
    return ScannerMake(name), model, False


def _speaks_of_before(tokens: Tokens, phrase: Phrase) -> bool:
    text = tokens.folded
    start = max([0, *(m.end() for m in _CLAUSE.finditer(text, 0, phrase.start))])
    following = _CLAUSE.search(text, phrase.end)
    end = following.start() if following else len(text)
    prior = [p for p in tokens.phrases if p.is_any("marks", "prior", "comparison_section")]
    return any(start <= p.start < end for p in prior)


def _model(tokens: Tokens, phrase: Phrase, maker: str) -> str:
    """The model as printed, with the letter that some have: "Horizon W"."""
    text = re.sub(r"(?i)^lunar\s+", "", tokens.text[phrase.start : phrase.end].strip())
    if text.isupper() and len(text) > 4 and not any(char.isdigit() for char in text):
        text = text.capitalize()
    letter = re.match(r"[ -]([A-Za-z]{1,2})\b", tokens.text[phrase.end : phrase.end + 4])
    if maker == "hologic" and letter and letter[1].lower() in _LETTERS and letter[1][0].isupper():
        return f"{text} {letter[1]}"
    return text
