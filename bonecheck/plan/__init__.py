"""What to do: claims, targets, checklist, exercise, food, week, and what to ask the doctor; no chances of a break."""
