"""Common questions, with short answers."""

from bonecheck.ui import learn

learn.questions()
