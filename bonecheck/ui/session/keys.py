"""The names under which a visit keeps things in `st.session_state`."""

OWN, SAMPLE, SAMPLE_KEY, PLACE, REMEMBER, NOTE, TARGET = (
    "_own",
    "_sample",
    "_sample_key",
    "_place",
    "_remember",
    "_note",
    "_target",
)
GENERATION, RESTORED, SESSION, STEPPED = "_generation", "_restored", "_session", "_stepped"
FORMER, JUDGED = "_former", "_judged"
LANGUAGE = "_language"
PAGE, DRAWN = "_page", "_drawn"
WHAT_IF, PUSHED = "_what_if", "_pushed"
PRESENTING, STEP, CURTAIN = "_presenting", "_step", "_curtain"
