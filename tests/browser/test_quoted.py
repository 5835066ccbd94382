"""What a person typed is quoted by the page as it stands: no link, picture, formula, icon or colour comes of it."""

HOSTILE = (
    "[see your result](https://evil.example) ![x](https://evil.example/p.png)",
    "https://evil.example www.evil.example a@evil.example <https://evil.example>",
    "$x^2$ :red[gone] :material/delete: :smile: `code` <b>bold</b> **bold** ~~no~~ a -> b",
)


def test_nothing_that_was_typed_becomes_alive_in_our_own_message(tab):
    for given in HOSTILE:
        tab.put_draft({"height_cm": given}).open("/about-you")
        alert = tab.page.get_by_test_id("stAlert").first
        alert.wait_for()
        shown = alert.inner_text().replace("\u2060", "")
        assert given in " ".join(shown.split())
        alive = alert.locator("a, img, code, strong, del, .katex, p [data-testid=stIconMaterial], p [style*=color]")
        assert [piece.evaluate("node => node.outerHTML") for piece in alive.all()] == []
    assert tab.strangers() == []
