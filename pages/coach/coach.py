"""Sample clients for a shared screen, the article's comparison, and what belongs to a coach's role."""

from bonecheck.ui import coach

coach.page()
