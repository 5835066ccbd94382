"""Makes the page for the doctor as one web page that stands alone: no script, nothing from elsewhere, and it prints the same."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bonecheck.handout.contents import Page, Paper, Picture
from bonecheck.handout.pdf import one_page


def web(whole_page: Page, paper: Paper) -> bytes:
    """The page as HTML; what stands on it is what one sheet of paper has room for."""
    made = _TEMPLATES.get_template("page.html").render(page=one_page(whole_page, paper))
    return made.encode()


def _drawn(picture: Picture) -> Markup:
    """A picture of ours with its words as its title."""
    opening, rest = picture.svg.split(">", 1)
    return Markup('{} role="img"><title>{}</title>{}').format(Markup(opening), picture.alt, Markup(rest))


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=False
)
_TEMPLATES.filters["drawn"] = _drawn
