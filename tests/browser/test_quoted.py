"""What a person typed is quoted by the pages as it stands: no link, picture, formula, icon or colour comes of it."""

import pytest

HOSTILE = (
    "[see your result](https://evil.example) ![x](https://evil.example/p.png)",
    "https://evil.example www.evil.example a@evil.example <https://evil.example>",
    "$x^2$ :red[gone] :material/delete: :smile: `code` <b>bold</b> **bold** ~~no~~ a -> b",
)
ALIVE = (
    "a, img, code, em, del, .katex, [data-testid=stMarkdownContainer] [data-testid=stIconMaterial], p [style*=color]"
)


@pytest.mark.parametrize(
    ("path", "quoted", "bold"),
    [
        ("/body", ".st-key-q_height_cm [data-testid=stAlert]", 0),
        ("/results", ".st-key-unusable_0 [data-testid=stAlert]", 0),
        ("/my-answers", ".st-key-mine_height_cm summary", 1),
    ],
)
def test_nothing_that_was_typed_becomes_alive_where_it_is_quoted(tab, path, quoted, bold):
    """`bold` words are our own there: the whole answer."""
    for given in HOSTILE:
        place = tab.put_draft({"height_cm": given}).open(path).page.locator(quoted).first
        place.wait_for()
        shown = place.inner_text().replace("\u2060", "")
        assert given in " ".join(shown.split())
        assert [piece.evaluate("node => node.outerHTML") for piece in place.locator(ALIVE).all()] == []
        assert place.locator("strong").count() == bold
    assert tab.strangers() == []
