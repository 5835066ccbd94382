"""Calcium in your meals: the day's total, each food, and what could close the gap."""

from bonecheck.ui import meals
from bonecheck.ui.session import answers

check, _ = answers.check()
plan = answers.report(check).plan
if answers.nothing_given():
    meals.nothing_yet()
elif plan is None:
    meals.too_young()
else:
    meals.page(check, plan)
