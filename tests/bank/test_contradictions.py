"""Answers of the shipped bank that don't fit together are found, and those that an honest person can give are not."""

import io
from typing import Any

import pytest

from coder_readiness.bank.contradictions import contradictions
from coder_readiness.bank.loader import load_bank
from coder_readiness.errors import Listing
from coder_readiness.scoring.sheet_file import read_sheets
from tests.bank.pairs import contradiction
from tests.conftest import BankFolder
from tests.paths import GOLDEN

BANK = load_bank()
SHEETS = {path.stem: path for path in sorted(GOLDEN.rglob("*.yaml"))}
YEARS, WORK, CERTIFICATION = "work-experience-years", "work-experience-near", "certificate-status"

OPPOSED: list[dict[str, Any]] = [
    {YEARS: 1.0, WORK: "none"},
    {YEARS: 0.5, WORK: "care"},
    {YEARS: 2.5, WORK: "coder"},
    {YEARS: 0.0, WORK: "coder-full"},
    {YEARS: 0.0, "skill-inventory-state": "coder"},
    {YEARS: 0.0, "network-people": "coder"},
    {YEARS: 0.0, "career-growth-path": "there"},
    {YEARS: 0.0, "training-status": "worked"},
    {YEARS: 0.0, "practice-records": "worked"},
    {YEARS: 0.0, "in-service-record": "worked"},
    {YEARS: 0.0, "training-topics-covered": ("terminology", "worked")},
    {YEARS: 0.5, "training-topics-covered": ("none",)},
    {WORK: "none", "network-people": "coder"},
    {WORK: "none", "skill-inventory-state": "coder"},
    {WORK: "none", "in-service-record": "on-the-job"},
    {WORK: "none", "in-service-record": "staff"},
    {WORK: "none", "training-status": "on-the-job"},
    {WORK: "none", "health-software-level": "daily"},
    {WORK: "coder-full", CERTIFICATION: "entry"},
    {WORK: "coder-entry", CERTIFICATION: "full"},
    {CERTIFICATION: "full", "training-status": "none"},
    {CERTIFICATION: "entry", "training-status": "alone"},
    {CERTIFICATION: "entry", "training-topics-covered": ("none",)},
    {CERTIFICATION: "entry", "exam-practice-results": "none"},
    {CERTIFICATION: "full", "exam-practice-results": "failed"},
    {CERTIFICATION: "booked", "exam-practice-results": "certified"},
    {CERTIFICATION: "none", "exam-practice-results": "failed"},
    {CERTIFICATION: "none", "training-status": "self-taught"},
    {CERTIFICATION: "preparing", "training-status": "worked"},
    {CERTIFICATION: "expired", "in-service-record": "worked"},
    {CERTIFICATION: "taken", "practice-records": "worked"},
    {CERTIFICATION: "full", "education-highest": "none"},
    {CERTIFICATION: "full", "education-highest": "abroad"},
    {CERTIFICATION: "abroad", "education-highest": "abroad-certified"},
    {CERTIFICATION: "entry", "choice-made": "not-yet"},
    {CERTIFICATION: "booked", "choice-made": "compared"},
    {"choice-made": "not-yet", "exam-practice-results": "failed"},
    {"training-status": "alone", "exam-practice-results": "passed"},
    {"training-status": "on-the-job", "in-service-record": "none"},
    {"training-status": "complete", "training-topics-covered": ("none",)},
    {"practice-records": "none", "in-service-record": "externship"},
    {"job-search-state": "not-yet", "job-search-sent": "interview"},
    {"follow-up-habit": "not-applied", "job-search-sent": "few"},
    {"skill-inventory-state": "not-yet", "interview-ready": ("clothes", "job-ad")},
    {"skill-inventory-state": "not-yet", "job-search-state": "steady"},
]
HONEST: dict[str, dict[str, Any]] = {
    "years of coding abroad, and one with US codes": {YEARS: 1.0, WORK: "coder-entry", CERTIFICATION: "entry"},
    "a biller who chose the codes": {YEARS: 10.0, WORK: "records", CERTIFICATION: "none", "network-people": "coder"},
    "hired, but not started yet": {YEARS: 0.0, WORK: "none", "job-search-state": "hired", "job-search-sent": "hired"},
    "hired without applying": {"follow-up-habit": "not-applied", "job-search-sent": "hired"},
    "a coder certified in another country": {
        CERTIFICATION: "abroad",
        "education-highest": "abroad-evaluated",
        "training-status": "worked",
        "practice-records": "worked",
        "exam-practice-results": "certified",
        WORK: "coder-full",
        YEARS: 3.0,
    },
    "self-taught and certified": {CERTIFICATION: "full", "training-status": "self-taught", WORK: "none", YEARS: 0.0},
    "certified long ago, and practicing again": {
        CERTIFICATION: "expired",
        "exam-practice-results": "once",
        "training-status": "complete",
        "choice-made": "compared",
    },
    "certified without a diploma": {CERTIFICATION: "entry", "education-highest": "certificate"},
    "in a degree program that leads to a certification": {
        CERTIFICATION: "none",
        "choice-made": "hold",
        "training-status": "half",
        "education-highest": "diploma",
    },
    "failed once, and now studying again": {CERTIFICATION: "preparing", "exam-practice-results": "failed"},
    "coding for exactly two years": {YEARS: 2.0, WORK: "coder-entry", CERTIFICATION: "none"},
    "employed, and looking for a better job": {"job-search-state": "steady", "job-search-sent": "hired", YEARS: 1.0},
    "an externship, but no paid work": {"in-service-record": "externship", WORK: "none", "practice-records": "few"},
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_answers_of_real_people_fit_together(name: str) -> None:
    ((sheet, _),) = read_sheets(BANK, name, io.BytesIO(SHEETS[name].read_bytes()), Listing())
    assert contradictions(BANK, sheet.answers) == []


@pytest.mark.parametrize("answers", OPPOSED, ids=lambda answers: "-".join(map(str, answers.values())))
def test_two_answers_that_cannot_both_be_true_are_found_once(answers: dict[str, Any]) -> None:
    in_order = [BANK.questions[name] for name in BANK.questions if name in answers]
    assert contradictions(BANK, answers) == [tuple(in_order)]


@pytest.mark.parametrize("name", HONEST)
def test_unusual_answers_that_can_be_true_are_left_alone(name: str) -> None:
    assert contradictions(BANK, HONEST[name]) == []


def test_pairs_come_in_the_order_of_the_bank() -> None:
    answers: dict[str, Any] = {
        YEARS: 0.0,
        "skill-inventory-state": "coder",
        "training-status": "worked",
        CERTIFICATION: "preparing",
    }
    found = [(first.id, second.id) for first, second in contradictions(BANK, answers)]
    assert found == [
        ("training-status", CERTIFICATION),
        ("training-status", YEARS),
        ("skill-inventory-state", YEARS),
    ]


@pytest.mark.parametrize("bounds", ["above: 0", "above: 8.5", "below: 2", "above: 1, below: 2", "below: 0.1"])
def test_bounds_that_some_answers_are_within(bank_folder: BankFolder, bounds: str) -> None:
    bank_folder.competency(*contradiction(bounds))
    assert bank_folder.findings("impossible-contradiction") == []


@pytest.mark.parametrize("bounds", ["above: 9", "below: 0", "above: 2, below: 2"])
def test_bounds_that_no_answer_is_within(bank_folder: BankFolder, bounds: str) -> None:
    bank_folder.competency(*contradiction(bounds))
    assert [str(finding) for finding in bank_folder.findings("impossible-contradiction")] == [
        'bank/bread.yaml:14:9: error: bread-loaves: The option "once" contradicts numbers that nobody can give for '
        '"bread-years". Correct `above` or `below`, or remove them. [impossible-contradiction]'
    ]


def test_bounds_are_for_numbers(bank_folder: BankFolder) -> None:
    bank_folder.competency(*contradiction("above: 0"), ("question: bread-years", "question: bread-yeast"))
    (finding,) = bank_folder.findings("impossible-contradiction")
    assert 'contradicts numbers that nobody can give for "bread-yeast"' in str(finding)


def test_answers_or_bounds_are_named(bank_folder: BankFolder) -> None:
    years = ("{question: bread-years, above: 0}", "{question: bread-years}")
    bank_folder.competency(*contradiction("above: 0"), years)
    assert bank_folder.problems() == [
        "bank/bread.yaml:20:60: bread-loaves: `contradicts` names no answers. Add `answers`, or for a number `above` "
        "or `below`."
    ]
