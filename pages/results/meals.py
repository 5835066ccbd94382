"""Calcium in your meals: the day's total, each food, and what could close the gap."""

from bonecheck.ui import answers, meals

check, problems = answers.check()
if answers.nothing_given():
    meals.nothing_yet()
elif not meals.is_for(check):
    meals.too_young()
else:
    meals.page(check, problems, answers.report(check))
