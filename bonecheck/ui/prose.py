"""Words as one piece of HTML: a browser draws it sooner than Markdown, which counts where words follow a slider."""

import re
from collections.abc import Iterable
from html import escape


def paragraph(text: str, *, small: bool = False) -> str:
    """A paragraph; **bold** as in Markdown."""
    return f'<p class="small">{_inline(text)}</p>' if small else f"<p>{_inline(text)}</p>"


def titled_list(title: str, lines: Iterable[str]) -> str:
    """A heading with a list below it; "" without lines."""
    items = "".join(f"<li>{_inline(line)}</li>" for line in lines)
    return f"<h3>{escape(title)}</h3><ul>{items}</ul>" if items else ""


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))


JOINER = "\u2060"  # has no width; what it stands between is no longer read together
_READ_TOGETHER = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>~])(?=[-=>])|^(?=[-+]\s|\d+[.)]\s)", re.IGNORECASE)
_SIGN = re.compile(r"([\\`*_\[\]<>$~#|&])")


def literal(text: str) -> str:
    """Text that a person or a file gave, or that quotes it, for a place that reads Markdown: shown as it stands.

    A link in it must not become one in our own message. Signs get a backslash; what is found in the text only after
    that (addresses, icons, colours, arrows) is parted by a joiner.
    """
    parted = _READ_TOGETHER.sub(JOINER, " ".join(text.split()))
    return _SIGN.sub(r"\\\1", parted)
