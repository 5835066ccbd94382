"""Yes, no and not known together."""

from bonecheck.answers.person import Answer

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.NOT_KNOWN


def test_not_known_stays_not_known_unless_the_other_answer_settles_it() -> None:
    # Kleene's strong three-valued logic: (one, other): (both, either)
    table = {
        (YES, YES): (YES, YES),
        (YES, NO): (NO, YES),
        (YES, OPEN): (OPEN, YES),
        (NO, YES): (NO, YES),
        (NO, NO): (NO, NO),
        (NO, OPEN): (NO, OPEN),
        (OPEN, YES): (OPEN, YES),
        (OPEN, NO): (NO, OPEN),
        (OPEN, OPEN): (OPEN, OPEN),
    }
    assert {(one, other): (one & other, one | other) for one in Answer for other in Answer} == table
    assert [~answer for answer in (YES, NO, OPEN)] == [NO, YES, OPEN]
    assert [Answer.of(fact) for fact in (True, False, None, *Answer)] == [YES, NO, OPEN, *Answer]
