"""Words on medicines before the talk with the doctor."""

from bonecheck.evidence.effects import effects
from bonecheck.words.effects import sentence
from bonecheck.words.figures import numbers
from bonecheck.words.language import per_language
from bonecheck.words.outcomes import Words, all_texts


@per_language
def medicine_words() -> tuple[Words, ...]:
    """What a person can know about medicines before the talk.

    The key of an effect stands for its whole sentence, that of a figure for its number.
    """
    sentences = {key: sentence(told) for key, told in effects().items()}
    values = {**numbers(), **sentences}
    return tuple(
        Words(title=found.title, plain=found.plain.format(**values), clinical="")
        for found in all_texts("medicines").values()
    )
