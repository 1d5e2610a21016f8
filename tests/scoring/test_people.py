"""Real people whom a quiz of this kind leaves out: each sheet is answered truthfully, and the right step is named."""

import io

import pytest

from coder_readiness.bank.loader import load_bank
from coder_readiness.errors import Listing
from coder_readiness.scoring.readiness import Readiness, assess
from coder_readiness.scoring.sheet_file import read_sheets
from tests.paths import GOLDEN

BANK = load_bank()
PEOPLE = GOLDEN / "people"
NAMED: dict[str, tuple[int | None, str, str]] = {
    "army-medic": (2, "training-program", "education benefits for veterans"),
    "biller-without-certification": (3, "certificate", "a letter that confirms your experience"),
    "certified-apprentice": (5, "job-search", "compare your resume"),
    "coder-abroad": (None, "", ""),
    "deaf-graduate": (3, "certificate", "accommodations"),
    "degree-student": (2, "training-program", "RHIT"),
    "doctor-from-abroad": (2, "training-program", "compare three"),
    "expired-certification": (3, "certificate", "reinstate"),
    "nurse-retraining": (2, "training-program", "Finish the second half"),
    "nurse-trained-abroad": (1, "education", "credential evaluation service"),
    "old-misdemeanor": (2, "training-program", "background check"),
    "scribe": (2, "training-program", "Enroll"),
}
"""The step that a career counselor would name, and a gap of it with words from what there is to do about it."""


def readiness_of(name: str) -> Readiness:
    ((sheet, _),) = read_sheets(BANK, name, io.BytesIO((PEOPLE / f"{name}.yaml").read_bytes()), Listing())
    return assess(BANK, sheet)


def test_every_sheet_has_its_step() -> None:
    assert {path.stem for path in PEOPLE.glob("*.yaml")} == set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_the_right_step_is_named_for_sure_with_what_helps_this_person(name: str) -> None:
    number, competency, words = NAMED[name]
    readiness = readiness_of(name)
    step = readiness.next_step
    assert (step.number if step else None) == number
    if step:
        assert step.certain
        gap = next(gap for gap in readiness.gaps if gap.competency == competency)
        assert any(words in action.do for action in gap.actions)


def test_schooling_abroad_is_evaluated_before_anything_else() -> None:
    gap = next(gap for gap in readiness_of("nurse-trained-abroad").gaps if gap.competency == "education")
    assert "evaluation" in gap.actions[0].do


@pytest.mark.parametrize("name", ["army-medic", "old-misdemeanor"])
def test_what_could_stop_a_person_comes_before_what_costs_money(name: str) -> None:
    gap = next(gap for gap in readiness_of(name).gaps if gap.competency == "training-program")
    first = [next(n for n, action in enumerate(gap.actions) if word in action.do) for word in ("background", "Enroll")]
    assert first == sorted(first)


def test_a_record_that_is_not_looked_into_is_a_gap_but_no_must_have() -> None:
    gap = next(gap for gap in readiness_of("old-misdemeanor").gaps if gap.competency == "legal-background")
    assert not gap.required
    assert "exclusion list" in gap.actions[0].do


def test_an_expired_certification_is_looked_into_before_a_new_exam_is_paid_for() -> None:
    gap = next(gap for gap in readiness_of("expired-certification").gaps if gap.competency == "certificate")
    assert "reinstate" in gap.actions[0].do


DENIED = {
    "legal-background-check": ({"nothing", "cleared"}, "If a background check might turn something up"),
    "choice-made": ({"chosen", "hold"}, "If you haven't chosen"),
    "interview-ready": ({"clothes", "camera"}, "Choose and try on clean, professional clothes"),
    "application-documents-ready": ({"resume"}, "Write a one-page resume"),
    "computer-tasks": ({"windows", "video-call"}, "Make a video call"),
    "training-topics-covered": ({"terminology", "anatomy"}, "Study the terminology and anatomy"),
}
"""Options, and the advice that is of no use to somebody who selected one of them, or all where several can be."""


@pytest.mark.parametrize("name", NAMED)
def test_no_advice_contradicts_the_answers(name: str) -> None:
    ((sheet, _),) = read_sheets(BANK, name, io.BytesIO((PEOPLE / f"{name}.yaml").read_bytes()), Listing())
    advice = " ".join(action.do for gap in readiness_of(name).gaps for action in gap.actions)
    for question, (options, words) in DENIED.items():
        answer = sheet.answers.get(question)
        if answer in options or (isinstance(answer, tuple) and options <= set(answer)):
            assert words not in advice


def test_what_is_selected_needs_no_action() -> None:
    interview = BANK.competency["interview"]
    for selected, left in (("clothes",), 5), (("clothes", "camera"), 4), (("clothes", "camera", "examples"), 3):
        assert len(interview.to_do(interview.done({"interview-ready": selected}))) == left
