"""What if, two people, the worked example: readings by `assess()` beside each other; no words and no pictures."""
