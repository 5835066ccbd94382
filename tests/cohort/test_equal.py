"""Every row comes out as `assess()` judges that person, whichever way it went."""

from bonecheck.cohort.table import score_table
from tests.cohort.rows import differences, expected, table_of
from tests.made_up import made_up
from tests.people import TODAY


def all_differences(people):
    scored = score_table(table_of(people), on=TODAY)
    assert len(scored) == len(people)
    rows = scored.astype(object).to_dict("records")
    found = {
        number: different
        for number, (row, answers) in enumerate(zip(rows, people, strict=True))
        if (different := differences(row, expected(answers)))
    }
    return {number: (people[number], different) for number, different in found.items()}


def test_made_up_people_come_out_as_one_by_one():
    assert all_differences(list(made_up(600))) == {}
