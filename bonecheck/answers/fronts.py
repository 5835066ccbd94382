"""Questions that stand in front of others: a gate opens them, and a joined list asks several yes-or-no questions at once.

The answers behind them are the truth; what stands in front is read from them, and written to them.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bonecheck.answers.questions import NONE_OF_THESE, NOT_KNOWN, Answers, Question, RawAnswer, questions

YES, NO = "yes", "no"
_NO_OF_A_CHOICE = (NO, NONE_OF_THESE, "never")


@cache
def fronts() -> Mapping[str, str]:
    """The question in front, by the question behind it."""
    return MappingProxyType(
        {
            behind: question.key
            for question in questions().values()
            for behind in (*question.opens, *(question.options if question.kind == "joined" else ()))
            if behind in questions()
        }
    )


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether the question itself is to be seen: it applies, and nothing in front of it hides it."""
    front = fronts().get(question.key)
    if not question.applies(answers):
        return False
    return front is None or (questions()[front].kind == "gate" and gate_answer(questions()[front], answers) == YES)


def shown_options(question: Question, answers: Answers) -> tuple[str, ...]:
    """The options to choose from; of a joined list only those whose question applies."""
    if question.kind != "joined":
        return question.options
    return tuple(key for key in question.options if key not in questions() or questions()[key].applies(answers))


def gate_answer(gate: Question, answers: Answers) -> str | None:
    """What a gate stands at: as the answers behind it tell, else as it was tapped."""
    told = [_told(questions()[key], answers) for key in gate.opens if questions()[key].applies(answers)]
    if YES in told:
        return YES
    tapped = answers.get(gate.key)
    if isinstance(tapped, str):
        return tapped
    if not told or None in told:
        return None
    return NOT_KNOWN if NOT_KNOWN in told else NO


def joined_answer(joined: Question, answers: Answers) -> list[str]:
    """The ticks of a joined list, as the answers behind it tell."""
    told = {key: answers.get(key) for key in joined.options if key in questions()}
    ticked = [key for key, answer in told.items() if answer == YES and questions()[key].applies(answers)]
    asked = [answer for key, answer in told.items() if questions()[key].applies(answers)]
    if not ticked and asked and None not in asked:
        return [NOT_KNOWN if NOT_KNOWN in asked else NONE_OF_THESE]
    return ticked


def behind_a_gate(gate: Question, choice: str | None) -> dict[str, RawAnswer]:
    """The answers that "no" or "I don't know" in front stands for."""
    filled: dict[str, RawAnswer] = {}
    for question in (questions()[key] for key in gate.opens):
        if choice == NOT_KNOWN and NOT_KNOWN in question.options:
            filled[question.key] = [NOT_KNOWN] if question.kind == "choices" else NOT_KNOWN
        elif choice == NO:
            filled |= _no(question)
    return filled


def behind_a_list(joined: Question, ticked: list[str]) -> dict[str, RawAnswer]:
    """The answers that the ticks of a joined list stand for: nothing ticked is no answer."""
    if not ticked:
        return {}
    rest = NOT_KNOWN if NOT_KNOWN in ticked else NO
    return {key: YES if key in ticked else rest for key in joined.options if key in questions()}


def _no(question: Question) -> dict[str, RawAnswer]:
    if question.kind == "counts":
        return {f"{question.key}.{item}": 0.0 for item in question.item_keys}
    if question.kind == "choices":
        return {question.key: [NONE_OF_THESE]}
    return dict([(question.key, option) for option in question.options if option in _nos(question)])


def _nos(question: Question) -> tuple[str, ...]:
    """The option of a choice that says that there is nothing to tell."""
    return (question.usual,) if question.usual else _NO_OF_A_CHOICE


def _told(question: Question, answers: Answers) -> str | None:
    """Whether an answer says yes, no, that it is not known, or nothing."""
    if question.kind == "counts":
        given = [answers[key] for item in question.item_keys if (key := f"{question.key}.{item}") in answers]
        return None if not given else NO if len(given) == len(question.item_keys) and not any(given) else YES
    answer = answers.get(question.key)
    if answer is None or answer in ("", []):
        return None
    if answer in (NOT_KNOWN, [NOT_KNOWN]):
        return NOT_KNOWN
    return NO if answer == [NONE_OF_THESE] or answer in _nos(question) else YES
