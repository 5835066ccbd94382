"""One browser tab without the browser: speaks Streamlit's own messages over a websocket."""

import json
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from benchmarks.servers import HOST

WAIT_S = 120


class Visitor:
    """One visitor on one page.

    Sends what Chromium was seen to send with Streamlit 1.67, but for the values of fields that did not change.
    """

    def __init__(self, port: int, page: str = "") -> None:
        self._page = page
        self._page_hash = ""
        self._cached: set[str] = set()  # large messages that need not be sent again
        self._ids: dict[str, str] = {}  # of text fields and sliders by label, of components by name
        self._fragments: dict[str, str] = {}  # of sliders by label, where they stand in one
        self._socket = connect(
            f"ws://{HOST}:{port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            proxy=None,
            open_timeout=WAIT_S,
        )
        self._rerun()

    def close(self) -> None:
        """Closes the tab."""
        self._socket.close()

    def type(self, label: str, text: str) -> float:
        """Types `text` into a field; gives the seconds until the script has finished."""
        return self._rerun(WidgetState(id=self._ids[label], string_value=text))

    def slide(self, label: str, place: float | str) -> float:
        """Moves a slider to a number, or one with named positions to a name.

        Gives the seconds until the script has finished.
        """
        moved = WidgetState(id=self._ids[label])
        if isinstance(place, str):
            moved.string_array_value.data.append(place)
        else:
            moved.double_array_value.data.append(place)
        return self._rerun(moved, fragment=self._fragments[label])

    def trigger(self, component: str, event: str, value: Any) -> float:
        """Lets a component report an event; gives the seconds until the script has finished."""
        return self._rerun(
            WidgetState(
                id=f"$$STREAMLIT_INTERNAL_KEY_{self._ids[component]}__events",
                json_trigger_value=json.dumps([{"event": event, "value": value}]),
            )
        )

    def _rerun(self, *changed: WidgetState, fragment: str = "") -> float:
        message = BackMsg()
        message.rerun_script.widget_states.widgets.extend(changed)
        message.rerun_script.cached_message_hashes.extend(self._cached)
        message.rerun_script.page_script_hash = self._page_hash
        message.rerun_script.page_name = "" if self._page_hash else self._page
        message.rerun_script.context_info.locale = "en-GB"
        message.rerun_script.context_info.color_scheme = "light"
        message.rerun_script.fragment_id = fragment
        if not fragment:
            self._ids.clear()  # a field that is gone after this run cannot be typed into
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while not self._read():
            pass
        return time.perf_counter() - started

    def _read(self) -> bool:
        """Reads one message; True for the last one of a run."""
        message = ForwardMsg()
        message.ParseFromString(self._socket.recv(timeout=WAIT_S, decode=False))
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self._page_hash = message.new_session.page_script_hash
            case "navigation":  # knows the page better, and follows
                self._page_hash = message.navigation.page_script_hash
            case "delta":
                element = message.delta.new_element
                if element.HasField("text_input"):
                    self._ids[element.text_input.label] = element.text_input.id
                elif element.HasField("slider"):
                    self._ids[element.slider.label] = element.slider.id
                    self._fragments[element.slider.label] = message.delta.fragment_id
                elif element.HasField("bidi_component"):
                    self._ids[element.bidi_component.component_name] = element.bidi_component.id
            case "script_finished":  # a callback that names what to draw ends the run that it stands in early
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False
