"""HTML and the narrative blocks of C-CDA as plain lines; a row of a table becomes cells between bars."""

import re
from html.parser import HTMLParser

_BREAKS = {"br", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "caption", "item", "list", "paragraph", "section", "title"}  # fmt: skip
_CELLS = {"td", "th"}
_SILENT = {"script", "style", "head"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.in_row = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self.in_row += 1
            self.parts.append("\n|")
        elif tag in _BREAKS:
            self.parts.append(" " if self.in_row else "\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CELLS:
            self.parts.append(" |")
        elif tag in _BREAKS:
            self.parts.append(" " if self.in_row else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _CELLS:
            self.parts.append(" |")
        elif tag == "tr":
            self.in_row = max(0, self.in_row - 1)
            self.parts.append("\n")
        elif tag in _BREAKS:
            self.parts.append(" " if self.in_row else "\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(" ".join(data.split()) if self.in_row else data)


def plain_lines(markup: str) -> str:
    """The text of some markup, no line of it blank: between two blocks no part of a report ends, as at a blank line.

    >>> plain_lines("<table><tr><td>Neck</td><td/><td>-1.8</td></tr></table>").strip()
    '|Neck | |-1.8 |'
    """
    parser = _Lines()
    parser.feed(markup)
    parser.close()
    return re.sub(r"\n\s*\n", "\n", "".join(parser.parts))
