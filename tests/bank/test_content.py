"""The shipped bank: complete, good by its own rules, and spread over what a first job asks."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.coverage import coverage
from coder_readiness.bank.lint.linter import lint
from coder_readiness.bank.lint.structure import MOST_ASKED
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked, drawn
from coder_readiness.scoring.readiness import Readiness, assess
from coder_readiness.scoring.score import score_competency
from coder_readiness.scoring.sheet import Sheet
from tests.strategies import worst

LISTS = {
    "STEP": range(1, 6),
    "Q": range(1, 8),
    "S": range(1, 7),
    "R": range(9),
    "D": range(1, 10),
    "C": range(1, 11),
}
POINTS = [f"{letters}{number}" for letters, numbers in LISTS.items() for number in numbers]
READ = datetime.date(2026, 12, 1)
"""A day after the bank was last read through."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def test_every_point_of_the_guide_is_asked_about(bank: Bank) -> None:
    covered = {point for competency in bank.competencies for point in competency.covers}
    assert [point for point in POINTS if point not in covered] == []
    assert len(POINTS) == 46
    assert {point.id for group in bank.roadmap.guide for point in group.points} == set(POINTS)


def test_the_five_steps_in_their_order(bank: Bank) -> None:
    assert [step.id for step in bank.steps] == ["basic-requirements", "training", "licence", "skills", "apply"]
    assert all(bank.of_step(step.id) for step in bank.steps)


def test_a_full_attempt_can_be_taken_in_one_sitting(bank: Bank) -> None:
    assert MOST_ASKED == 90
    for seed in range(5):
        assert len(list(asked(bank, Sheet(seed=seed)))) <= MOST_ASKED


def test_there_is_enough_to_ask(bank: Bank) -> None:
    questions = list(bank.questions.values())
    assert len(questions) >= 880
    assert sum(question.evidence == "check" for question in questions) >= 830
    assert sum(question.type == "code" for question in questions) >= 160
    assert sum(question.type == "case" for question in questions) >= 24


HABITS = (
    "attention-to-detail",
    "communication",
    "concentration",
    "office-software",
    "problem-solving",
    "remote-work",
    "teamwork",
)
"""Competencies that any office job asks for."""


def test_general_work_habits_weigh_at_most_a_quarter_of_the_skills(bank: Bank) -> None:
    skills = bank.of_step("skills")
    habits = [bank.competency[name] for name in HABITS]
    assert sum(habit.weight for habit in habits) <= sum(skill.weight for skill in skills) / 4
    assert sum(habit.draw for habit in habits) <= sum(skill.draw for skill in skills) / 4


def test_the_bank_follows_the_outlines_of_two_exams(bank: Bank) -> None:
    (cca, cpc) = (coverage(bank, outline) for outline in bank.roadmap.outlines)
    for share in cca:
        # Codes are the heart of the job, and two thirds of the other exam: they may have more than their share.
        most = 0.22 if share.domain.id == "cca-classification" else 0.07
        assert abs(share.by_weight - share.target) <= most, share
        assert abs(share.by_checks - share.target) <= most, share
    procedures, *others = cpc
    assert 0.15 <= procedures.by_checks <= procedures.by_weight < procedures.target
    assert all(share.by_weight >= share.target and share.by_checks >= share.target for share in others)


def test_the_report_says_that_procedure_codes_are_not_asked(bank: Bank) -> None:
    assert any("CPT" in line and "practice cases" in line for line in bank.roadmap.disclaimer)
    assert "CPT" in bank.competency["office-procedure-rules"].why


def test_the_pools_of_the_skills_are_deep(bank: Bank) -> None:
    drawn = [competency for competency in bank.of_step("skills") if competency.draw]
    assert drawn
    assert [competency.id for competency in drawn if len(competency.pool) < 4 * competency.draw] == []


def test_the_rules_find_nothing() -> None:
    loaded = load_with_places()
    assert [str(finding) for finding in lint(loaded.bank, loaded.places, READ)] == []


EXPLAINED = {
    "ACDIS": r"professional (association|organization)",
    "AHIMA": r"\b(association|organization)",
    "CDC": r"federal agency|federal health agency",
    "CEU": r"units of learning",
    "CMS": r"agency that runs Medicare",
    "EHR": r"electronic (health|patient) record",
    "HHS": r"federal health department",
    "HIPAA": r"\blaw\b|privacy",
    "ICD-10-CM": r"diagnosis codes|code sets|diagnoses",
    "NCCI": r"rules on codes",
    "Official Guidelines": r"\brules\b",
    "Tabular List": r"list of codes|all codes in order",
    "[Cc]laims?": r"\bbills?\b|\binsurers?\b|insurance claims",
    "[Dd]enials?": r"refus",
    "[Ee]ncoder": r"coding software",
    "[Ee]xternship": r"practice at a workplace|practice program",
    "[Qq]uer(y|ies)": r"question|ask the provider",
    "[Rr]emittance": r"insurer's report on what it paid",
}
"""A coder's words, and what in the same text explains them to somebody who has never worked in health care."""


def test_a_newcomer_is_told_what_a_coders_words_mean(bank: Bank) -> None:
    texts = []
    for competency in bank.competencies:
        texts += [(competency.id, text) for text in (competency.why, *(action.do for action in competency.actions))]
        for question in competency.base:
            labels = [option.label for option in question.options]
            texts.append((question.id, " ".join([question.ask, *labels])))
    found = [
        f"{subject}: {word} in {text!r}"
        for subject, text in texts
        for word, told in EXPLAINED.items()
        if re.search(rf"\b{word}\b", text) and not re.search(told, text)
    ]
    assert found == []


def test_a_check_does_not_ask_for_the_meaning_of_letters(bank: Bank) -> None:
    words = {"CEU": "continuing education", "EHR": "electronic health record"}
    asked_bare = [
        f"{question.id}: {letters}"
        for question in bank.questions.values()
        for letters, words_for in words.items()
        if re.search(rf"\b{letters}", question.ask) and words_for not in question.ask
    ]
    assert asked_bare == []


def test_one_lucky_check_does_not_make_up_for_knowing_nothing(bank: Bank) -> None:
    met = []
    for competency in bank.competencies:
        if competency.draw == 1 and all(question.evidence == "self_report" for question in competency.base):
            lowest = {question.id: worst(question) for question in competency.base}
            (drawn_check,) = drawn(bank, replace(competency, required=()), Sheet())
            sheet = Sheet(answers=lowest | {drawn_check.id: drawn_check.best_answer})
            met += [competency.id] if score_competency(bank, replace(competency, required=()), sheet).met else []
    assert met == []


def wholly_ready(bank: Bank, goal: str, **answers: Any) -> Readiness:
    """Return the readiness of somebody who has everything, except for these answers (their ids with _ for -)."""
    best = {question.id: question.best_answer for question in bank.questions.values()}
    return assess(bank, {"goal": goal, "answers": best | {name.replace("_", "-"): a for name, a in answers.items()}})


def test_no_experience_in_or_near_coding_is_needed_for_a_first_job(bank: Bank) -> None:
    nothing = {"work_experience_years": 0.0, "work_experience_near": "none"}
    assert wholly_ready(bank, "first-job", **nothing).next_step is None
    near = [option.id for option in bank.questions["work-experience-near"].options]
    shares = [
        wholly_ready(bank, "first-job", **(nothing | {"work_experience_near": name})).steps[-1].low for name in near
    ]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_an_apprentice_is_ready_for_a_first_job_and_has_to_remove_the_status_for_a_well_paid_one(bank: Bank) -> None:
    apprentice = {"certificate_status": "entry", "work_experience_near": "coder-entry"}
    assert wholly_ready(bank, "first-job", **apprentice).next_step is None
    well_paid = wholly_ready(bank, "well-paid", **apprentice)
    assert [gap.competency for gap in well_paid.gaps if gap.required] == ["work-experience"]
    (gap,) = (gap for gap in well_paid.gaps if gap.required)
    assert len(gap.actions) == 1
    assert "remove apprentice status" in gap.actions[0].do
    assert wholly_ready(bank, "well-paid").next_step is None


def test_only_those_whom_it_concerns_are_told_about_schooling_abroad_and_expired_certificates(bank: Bank) -> None:
    def first_to_do(competency: str, **answers: Any) -> str:
        gaps = {gap.competency: gap for gap in wholly_ready(bank, "first-job", **answers).gaps}
        return gaps[competency].actions[0].do

    status = {option.id for option in bank.questions["certificate-status"].options}
    for given in status - {"entry", "full"}:
        assert ("reinstate" in first_to_do("certificate", certificate_status=given)) == (given == "expired")
    for schooling in ("none", "in-progress", "abroad"):
        assert ("another country" in first_to_do("education", education_highest=schooling)) == (schooling == "abroad")


SENSELESS: dict[str, tuple[str, dict[str, Answer], dict[str, Answer]]] = {
    "content outline": (
        "certificate",
        {"certificate-status": "booked", "exam-practice-results": "below"},
        {"exam-practice-results": "once"},
    ),
    "score report": (
        "certificate",
        {"certificate-status": "expired", "exam-practice-results": "failed"},
        {"exam-practice-results": "passed"},
    ),
    "log of the courses": (
        "certificate-upkeep",
        {"upkeep-plan": "nothing", "certificate-status": "expired"},
        {"certificate-status": "booked"},
    ),
    "related jobs": (
        "job-search",
        {"job-search-sent": "many", "work-experience-near": "care"},
        {"work-experience-near": "records"},
    ),
}
"""Words of an action, its area, answers with which it makes sense, and one about another area with which it doesn't."""


@pytest.mark.parametrize("words", SENSELESS)
def test_advice_that_an_answer_in_another_area_makes_senseless_is_left_out(bank: Bank, words: str) -> None:
    competency, answers, other = SENSELESS[words]
    for given, is_advised in ((answers, True), (answers | other, False), (answers, True)):
        sheet = Sheet(answers=given)
        actions = score_competency(bank, bank.competency[competency], sheet).actions
        assert any(words in action.do for action in actions) is is_advised


def test_who_holds_a_certificate_or_a_job_is_not_asked_how_to_get_one(bank: Bank) -> None:
    holder = {
        "choice_made": "hold",
        "exam_practice_results": "certified",
        "application_documents_ready": ["hired"],
        "job_search_state": "hired",
        "job_search_sent": "hired",
        "interview_ready": ["hired"],
        "follow_up_habit": "hired",
        "network_people": "coder",
        "career_growth_path": "there",
    }
    for goal in ("first-job", "well-paid"):
        readiness = wholly_ready(bank, goal, **holder)
        assert readiness.next_step is None
        assert readiness.gaps == ()
