"""WebKit, the engine of Safari: Debian's small browser by its driver, over WebDriver, on a screen of its own."""

import json
import os
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.browser.server import free_port
from tests.browsers.browser import program, said, start, until

SCREEN = ("-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
NARROW = "* { min-width: 0; margin: 0; padding: 0; }"  # else the buttons of the browser keep it wider than a phone
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that WebDriver gives to the handle of an element


class WebKit:
    """A MiniBrowser with a home of its own."""

    def __init__(self, home: Path, downloads: Path, ends: ExitStack) -> None:
        (home / "gtk-3.0").mkdir()
        (home / "gtk-3.0" / "gtk.css").write_text(NARROW, encoding="utf-8")
        (home / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n', encoding="utf-8")
        start(ends, home / "screen.txt", program("Xvfb"), *SCREEN)
        number = said(home / "screen.txt", r"^(\d+)$")
        names = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        around = {**os.environ, **dict.fromkeys(names, str(home)), "DISPLAY": f":{number}", "LC_ALL": "en_GB.UTF-8"}
        port = free_port()
        start(ends, home / "log.txt", program("WebKitWebDriver"), f"--port={port}", env=around)
        self._address = f"http://127.0.0.1:{port}"
        until(self._is_ready, "the driver of WebKit")
        self._address += f"/session/{self._ask('/session', capabilities={})['sessionId']}"
        ends.callback(self._ask, "", "DELETE")
        self._ask("/timeouts", script=2 * 60_000)

    def go(self, address: str) -> None:
        self._ask("/url", url=address)

    def run(self, function: str, *given: Any) -> Any:
        call = f"return (async (given) => JSON.stringify(await ({function})(...given) ?? null))(arguments)"
        return json.loads(self._ask("/execute/sync", script=call, args=given))

    def act(self, source: dict[str, Any]) -> None:
        self._ask("/actions", actions=[source])

    def resize(self, width: int, height: int) -> None:
        """The window has a line on top of the page, so it is given what the page lacks until the page fits."""
        self._ask("/window/rect", width=width, height=height)
        until(lambda: self._fits(width, height), f"a page of {width} x {height}")

    def _fits(self, width: int, height: int) -> bool:
        wide, high = self.run("() => [innerWidth, innerHeight]")
        if (wide, high) == (width, height):
            return True
        window = self._ask("/window/rect")
        more = {"width": window["width"] + width - wide, "height": window["height"] + height - high}
        self._ask("/window/rect", **{side: max(1, length) for side, length in more.items()})
        return False

    def choose_file(self, field: str, file: Path) -> None:
        element = self._ask("/element", using="css selector", value=field)[ELEMENT]
        self._ask(f"/element/{element}/value", text=str(file))

    def _is_ready(self) -> bool:
        try:
            return bool(self._ask("/status")["ready"])
        except OSError:
            return False

    def _ask(self, path: str, method: str = "", **given: Any) -> Any:
        """Asks the driver: by POST where something is given along."""
        body = json.dumps(given).encode() if given else None
        request = urllib.request.Request(
            self._address + path, body, {"Content-Type": "application/json"}, method=method or None
        )
        try:
            with urllib.request.urlopen(request, timeout=2 * 60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None
