"""Whose numbers they are: a relative's are never taken for the patient's, and of two patients none is taken unasked."""

import pytest

from bonecheck.answers.report_import.bring import read_pasted
from bonecheck.answers.report_import.found import Doubt, Reason
from bonecheck.scan.brought import looked_over

RELATIVES = {
    "en": "Mother had osteoporosis with spine T-score {}.", "de": "Mutter: Osteoporose, LWS T-Wert {}.",
    "fr": "Sa mère : rachis lombaire T-score {}.", "es": "Su madre: columna lumbar T-score {}.",
    "pt": "Mãe: coluna lombar T-score {}.", "it": "La madre: rachide lombare T-score {}.",
    "tr": "Annesinin lomber omurga T skoru {}.", "zh": "母亲腰椎T值 {}。",
}  # fmt: skip


@pytest.mark.parametrize("language", RELATIVES)
@pytest.mark.parametrize("own", ["", "\nL1-L4 T-score -1.1", " Patient's L1-L4 T-score -1.1"])
def test_a_score_of_a_relative_is_left_out_and_listed(language, own):
    report = looked_over(read_pasted(RELATIVES[language].format("-3.8") + own))
    assert [(row.t_score, row.doubts) for row in report.rows] == ([(-1.1, ())] if own else [])
    assert Reason.OTHER_PERSON in {piece.reason for piece in report.not_understood}


def test_a_row_of_a_table_on_a_relative_is_left_out():
    report = read_pasted("Who | Region | T-score\nMother | L1-L4 | -3.8\nMe | L1-L4 | -1.1")
    assert [row.t_score for row in report.rows] == [-1.1]
    assert [piece.reason for piece in report.not_understood] == [Reason.OTHER_PERSON]


@pytest.mark.parametrize("text", [
    "Mother's DXA:\nL1-L4 T-score -3.8",
    "Mother's DXA\n\nRegion   BMD   T-score\nL1-L4    0.700   -3.8",
    "Mother's DXA:\n\nL1-L4\nT-score\n-3.8",
    "Her mother has osteoporosis. Spine T-score -3.8.",
])  # fmt: skip
def test_a_score_behind_a_word_on_a_relative_is_asked_about_or_left_out(text):
    report = looked_over(read_pasted(text))
    assert all(Doubt.OTHER_PERSON in row.doubts for row in report.rows)
    report = looked_over(read_pasted(f"{text}\n\nMy DXA:\nL1-L4 T-score -1.1"))
    assert [(row.t_score, row.doubts) for row in report.rows] == [(-1.1, ())]


@pytest.mark.parametrize("text", [
    "Indication: mother with osteoporosis and a hip fracture.\nL1-L4 T-score -1.1",
    "Family history: mother, hip fracture. L1-L4 T-score -1.1",
    "Relative risk of fracture is 2.\nL1-L4 T-score -1.1",
    "Mother: osteoporosis. FINDINGS: L1-L4 T-score -1.1",
    "Patient: Anna Muster\nName: Muster, Anna\nPatient: 62-year-old woman\nL1-L4 T-score -1.1",
    "Name: XXXX\nPatient: [REMOVED]\nL1-L4 T-score -1.1",
    "DOB: 04/11/1963\nBirth date: 11.04.1963\nL1-L4 T-score -1.1",
    "Patient: Anna Muster   Sex: Female\nReferring physician: John Doe\nL1-L4 T-score -1.1",
])  # fmt: skip
def test_the_score_of_the_patient_is_not_doubted_for_a_word_on_the_family(text):
    assert [(row.t_score, row.doubts) for row in looked_over(read_pasted(text)).rows] == [(-1.1, ())]


@pytest.mark.parametrize("text", [
    "Patient A: Jane. Lumbar spine L1-L4 T-score -2.1\nPatient B: June. Total hip T-score -3.1",
    "Patient 1: L1-L4 T-score -2.1\nPatient 2: total hip T-score -3.1",
    "Paciente A: L1-L4 T-score -2.1\nPaciente B: cadera total T-score -3.1",
    "Name: Anna Muster\nL1-L4 T-score -2.1\nName: Eva Beispiel\nTotal hip T-score -3.1",
    "Patient: Muster, Anna   DXA\nL1-L4 T-score -2.1\n\fPatient: Beispiel, Eva   DXA\nTotal hip T-score -3.1",
    "姓名：王芳\nL1-L4 T值 -2.1\n姓名：李娜\n全髋 T值 -3.1",
    "DOB: 04/11/1963\nL1-L4 T-score -2.1\nDOB: 05/20/1949\nTotal hip T-score -3.1",
])  # fmt: skip
def test_of_two_patients_in_one_text_every_score_is_asked_about(text):
    rows = looked_over(read_pasted(text)).rows
    assert {row.t_score for row in rows} == {-2.1, -3.1}
    assert all(Doubt.OTHER_PERSON in row.doubts for row in rows)


def test_no_name_goes_into_what_was_read():
    said = repr(read_pasted("Name: Anna Muster\nL1-L4 T-score -2.1\nName: Eva Beispiel\nTotal hip T-score -3.1"))
    assert not any(name in said for name in ("Anna", "Muster", "Eva", "Beispiel", "anna", "eva"))
