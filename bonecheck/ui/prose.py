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
