"""What the server says about itself, and what it never says about anybody."""

import re
import tomllib

from tests.browser.tab import Tab
from tests.people import ROOT


def test_every_answer_of_the_server_carries_the_security_headers(server):
    for path in ("/", "/results", "/healthz", "/readyz", "/static/nothing.js", "/_stcore/health"):
        headers = server.get(path)[1]
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["cross-origin-opener-policy"] == "same-origin", path
        assert "camera=()" in headers["permissions-policy"], path


def test_the_content_security_policy_allows_our_own_server_only(server):
    policy = dict(
        directive.strip().split(" ", 1) for directive in server.get("/")[1]["content-security-policy"].split(";")
    )
    assert policy["default-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[\w+/=]+' blob:", policy["script-src"])
    assert not [directive for directive in policy.values() if "http" in directive or "*" in directive]


def test_a_request_to_a_stranger_would_be_refused_and_noticed(browser, server):
    context = browser.new_context()
    tab = Tab(context.new_page(), server.url).open()
    assert tab.violations() == []
    tab.page.evaluate("new Image().src = 'https://stranger.invalid/pixel.png'")
    tab.until(lambda: bool(tab.violations()), "the browser refuses the picture")
    assert tab.strangers() == ["https://stranger.invalid/pixel.png"]
    context.close()


def test_the_server_says_that_it_lives_and_that_it_is_ready(server):
    status, headers, text = server.get("/healthz")
    assert (status, text) == (200, "ok")
    assert headers["cache-control"] == "no-store"
    status, _, text = server.get("/readyz")
    assert (status, text) == (200, '{"warm":true}')


def test_only_pages_set_the_cookie_that_a_proxy_routes_by(server):
    assert "bc_route=" in server.get("/results")[1]["set-cookie"]
    for path in ("/healthz", "/readyz"):
        assert "set-cookie" not in server.get(path)[1]


def test_usage_statistics_are_off_in_the_file_and_in_the_running_server(tab):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    with tab.hearing() as messages:
        tab.open()
        tab.until(lambda: any(message.HasField("new_session") for message in messages), "the server greets the browser")
    [first, *_] = [message.new_session for message in messages if message.HasField("new_session")]
    assert first.config.gather_usage_stats is False


def test_a_crash_shows_no_detail_and_logs_no_answer(server):
    """As set for the running server; no page crashes on purpose."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["showErrorDetails"] == "none"
    assert "script error" not in server.output()
    assert "Traceback" not in server.output()
