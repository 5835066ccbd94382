"""What questions are called."""

from bonecheck.answers.as_given import SCORES
from bonecheck.answers.questions import Question, question_of, questions
from bonecheck.words.language import name


def unit_of(question: Question) -> str:
    """The unit of a question as it stands behind a number; empty where there is none."""
    return name("unit", question.unit) if question.unit else ""


def label_of(answer_key: str) -> str:
    """The question behind an answer key in words, with the site or item where it has one."""
    question, (first, _, second) = question_of(answer_key), answer_key.partition(".")
    if not second:
        return questions()[first].label
    if first == question.key:
        return question.item_labels[second]
    if question.key not in SCORES:  # the question names its site itself
        return question.label
    return f"{question.label}, {name('region', first)}"
