"""The few errors we raise on purpose. Each message says what was given, what was expected, what to try."""


class BonecheckError(Exception):
    """Base of every error that bonecheck raises on purpose."""


class EvidenceError(BonecheckError):
    """A data file is broken or cites a source that is not there."""


class MismatchedReference(BonecheckError):
    """A bone density was compared with a reference for another site, maker or sex."""


class UnreadableFile(BonecheckError):
    """A saved file could not be read as a bonecheck file."""


class ImplausibleValue(BonecheckError):
    """A typed answer could not be read, or no living adult can have it.

    `corrections` holds texts that the person may have meant, to offer and never to apply unasked.
    """

    def __init__(self, message: str, corrections: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.corrections = corrections
