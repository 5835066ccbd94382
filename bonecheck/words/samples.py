"""What is told of the sample people: their names, their stories, and what each of them teaches."""

from collections.abc import Mapping

from bonecheck.words.language import texts


def name(key: str) -> str:
    """The name with the age, such as "Maria, 62"."""
    return _told(key)["name"]


def first_name(key: str) -> str:
    """The name without the age."""
    return name(key).split(",")[0]


def story(key: str) -> str:
    """Who it is."""
    return _told(key)["story"]


def teaches(key: str) -> str:
    """What the person is made for."""
    return _told(key)["teaches"]


def _told(key: str) -> Mapping[str, str]:
    told: Mapping[str, str] = texts("samples.toml")[key]
    return told
