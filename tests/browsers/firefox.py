"""Firefox, driven over WebDriver BiDi, which it speaks itself."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.browsers.browser import program, said, start


class Firefox:
    """A Firefox without a window, with a profile of its own."""

    def __init__(self, home: Path, downloads: Path, ends: ExitStack) -> None:
        preferences = {"browser.download.folderList": 2, "browser.download.dir": str(downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
        (home / "user.js").write_text("".join(lines), encoding="utf-8")
        command = (program("firefox-esr", "firefox"), "--headless", "--no-remote", "--profile", str(home))
        start(ends, home / "log.txt", *command, "--remote-debugging-port", "0")
        address = said(home / "log.txt", r"WebDriver BiDi listening on (\S+)")
        self._socket = ends.enter_context(connect(f"{address}/session", max_size=None))
        self._asked = 0
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def go(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, function: str, *given: Any) -> Any:
        call = f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)"
        return json.loads(self._call(call, *given)["value"])

    def act(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._tab, actions=[source])

    def resize(self, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def choose_file(self, field: str, file: Path) -> None:
        found = self._call("(given) => document.querySelector(JSON.parse(given)[0])", field)
        self._ask("input.setFiles", context=self._tab, element={"sharedId": found["sharedId"]}, files=[str(file)])

    def _call(self, function: str, *given: Any) -> dict[str, Any]:
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        result: dict[str, Any] = answer["result"]
        return result

    def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        """Asks the browser; as nothing is subscribed to, what comes next is its answer."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": given}))
        answer = json.loads(self._socket.recv(timeout=2 * 60))
        assert answer["type"] == "success", answer
        result: dict[str, Any] = answer["result"]
        return result
