"""The signs of what is done most often, the same on every page. Streamlit ships them; each stands beside its word."""

CHECK = ":material/edit_note:"
RESULTS = ":material/bar_chart:"
PLAN = ":material/checklist:"
LEARN = ":material/menu_book:"
ONWARD = ":material/arrow_forward:"
BACK = ":material/arrow_back:"
CHANGE = ":material/edit:"
WHAT_IF = ":material/tune:"
COMPARE = ":material/compare_arrows:"
DOCTOR = ":material/stethoscope:"
PRINT = ":material/print:"
SAVE = ":material/download:"
DELETE = ":material/delete:"
UNDO = ":material/undo:"
PERSON = ":material/person:"
NEXT_CLIENT = ":material/group:"
CLIENTS = ":material/grid_view:"
NEXT_PERSON = ":material/person_add:"
REAL = ":material/visibility:"
COACH = ":material/groups:"
SOURCES = ":material/library_books:"
HELP = ":material/help:"
NOTES = ":material/speaker_notes:"
LEAVE = ":material/logout:"
AGAIN = ":material/replay:"

# Of what to do first, by the names in Streamlit's set of signs: drawn large where a room looks at them.
FIRST_STEPS = {
    **dict.fromkeys(("doctor", "denosumab", "denosumab_gap", "denosumab_followed"), "stethoscope"),
    **dict.fromkeys(("balance", "keep_balance"), "sports_gymnastics"),
    **dict.fromkeys(("resistance", "keep_resistance"), "fitness_center"),
    **dict.fromkeys(("calcium", "keep_calcium", "calcium_too_much", "calcium_too_much_from_food"), "local_drink"),
    **dict.fromkeys(
        ("vitamin_d", "vitamin_d_low_on_much", "vitamin_d_too_much", "vitamin_d_high_without_any"), "sunny"
    ),
    **dict.fromkeys(("scan", "scan_of_hip_and_spine"), "radiology"),
    **dict.fromkeys(("walking", "keep_moving"), "directions_walk"),
    "home": "home",
    "smoking": "smoke_free",
    "weight": "monitor_weight",
    "report": "description",
    "alcohol": "no_drinks",
    "impact": "stairs",
    "protein": "egg",
    "keep_watch": "visibility",
}
