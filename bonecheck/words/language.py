"""The language in use, and how it writes keys, lists, numbers and signs."""

from collections.abc import Iterable

from bonecheck.evidence.library import document
from bonecheck.outcomes import Value

MINUS = "\u2212"


def joined(names: Iterable[str]) -> str:
    """Names as a list in a sentence: "hip", "hip and spine", "hip, spine and wrist"."""
    *most, last = list(names)
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def message(key: str, **values: Value) -> str:
    """A short message to the person, for example beside a field."""
    text: str = document("messages.toml")[key]
    return text.format(**{name: shown(value) for name, value in values.items()})


def name(kind: str, key: str) -> str:
    """The plain name of a thing, for example name("region", "total_hip_left")."""
    text: str = document("names.toml")[kind][key]
    return text


def shown(value: Value) -> str:
    """A value as text: scores with a true minus sign and no needless zeros."""
    if isinstance(value, float):
        return f"{value:.10g}".replace("-", MINUS) if value != int(value) else f"{value:.1f}".replace("-", MINUS)
    return str(value).replace("-", MINUS) if isinstance(value, int) else value


def signed(score: float) -> str:
    """A score with its sign and one decimal: "−1.8", "+0.4", "0.0"."""
    return f"{'+' if score > 0 else ''}{shown(score + 0.0)}"  # + 0.0: never "−0.0"
