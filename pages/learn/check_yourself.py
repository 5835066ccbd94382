"""Three questions to check one's own understanding."""

from bonecheck.ui import learn

learn.check_yourself()
