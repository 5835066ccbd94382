"""All Learn topics."""

from bonecheck.ui import learn

learn.index()
