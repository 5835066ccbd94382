"""The few errors we raise on purpose. Each holds a key and values; `words/problems.py` says what was given, what was
expected and what to try.
"""


class BonecheckError(Exception):
    """Base of every error that bonecheck raises on purpose. `key` names its words in `data/messages.toml`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Comes whole out of another process too."""
        return type(self).__new__, (type(self), *self.args), self.__dict__

    def __str__(self) -> str:
        return ": ".join([self.key, *(f"{name}={value}" for name, value in self.values.items())])


class EvidenceError(BonecheckError):
    """A data file is broken, or names something that is not there. For those who change the data, not for people."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__("data_refused", file=file, entry=entry, reason=reason)

    def __str__(self) -> str:
        file, entry, reason = self.values.values()
        return f"{file}: {f'[{entry}] ' if entry else ''}{reason}"


class MismatchedReference(BonecheckError):
    """A bone density was compared with a reference for another site, maker or sex."""


class UnreadableFile(BonecheckError):
    """A saved file could not be read as a bonecheck file."""


class ClusterError(BonecheckError):
    """There are no workers to score a table, or they gave up."""


class UnfitFile(BonecheckError):
    """A saved file was read, and its scans are no earlier scans of the person who chose it."""


class ImplausibleValue(BonecheckError):
    """A typed answer could not be read, or no living adult can have it.

    `corrections` holds texts that the person may have meant, to offer and never to apply unasked.
    """

    def __init__(self, key: str, *, corrections: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(key, **values)
        self.corrections = corrections
