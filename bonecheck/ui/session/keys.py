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
FORMER, JUDGED, BEHIND = "_former", "_judged", "_behind"
LANGUAGE, PAGES = "_language", "_pages"
PAGE, DRAWN, ASKED, HELD, LOOKED = "_page", "_drawn", "_asked", "_held", "_looked"
AIMS = "_aims"
WHAT_IF, PUSHED = "_what_if", "_pushed"
DELETED, ASKS_TO_DELETE = "_deleted", "_asks_to_delete"
PRESENTING, STEP, BY_LINK = "_presenting", "_step", "_by_link"
CURTAIN, LEADS_OFF = "_curtain", "_leads_off"
BROUGHT, TO_READ, REFUSED, TAKEN = "_brought", "_to_read", "_refused", "_taken"
ROUND, FILES, RUNS = "_round", "_files", "_runs"
NEWER = "_newer"
CHOSEN_OF = "_chosen_of"
LOGO = "_logo"
CLASS, CLASS_REFUSED = "_class", "_class_refused"
