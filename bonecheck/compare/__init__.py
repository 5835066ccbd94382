"""Two people or two times side by side, each through `assess()`; no words and no pictures."""
