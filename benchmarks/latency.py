"""From one changed answer to the end of the rerun, over the websocket of a running server."""

import time
from contextlib import closing
from statistics import median

from benchmarks.figures import Figure, Section
from benchmarks.person import fullest
from benchmarks.repeats import Repeats
from benchmarks.servers import BONECHECK, serving
from benchmarks.visitor import Visitor
from bonecheck import answers_from
from bonecheck.words.questions import label_of

CHANGES, PAUSE_S = 40, 0.03  # a person does not answer faster; Streamlit sends at most every 5 ms


def changed_answer() -> Section:
    """One answer changed on the screen 'Body' by somebody who has answered everything."""
    label = label_of("weight_kg")
    with (
        serving(BONECHECK) as port,
        serving("benchmarks.bare.server:one_question") as bare_port,
        closing(Visitor(port, "body")) as visitor,
        closing(Visitor(bare_port)) as bare_visitor,
    ):
        visitor.trigger("bonecheck_draft", "restored", {"answers": answers_from(fullest().check)})
        times, repeats = [], Repeats(CHANGES)
        for number in repeats:
            text = str(60 + number % 2)
            times.append((visitor.type(label, text), bare_visitor.type("What do you weigh?", text)))
            time.sleep(PAUSE_S)
    figure = Figure(
        what="Body, weight changed",
        value=median(seconds for seconds, _ in times) * 1000,
        unit="ms",
        beside="bare page, one field",
        beside_value=median(seconds for _, seconds in times) * 1000,
        repeats=repeats,
    )
    return Section(title=f"Websocket: answer sent to script finished, median of {CHANGES}", figures=(figure,))
