"""A competency file, and a roadmap, to start from."""

from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import TYPES

BLANK = "FILL IN"
"""Stands where an author has to write; `bank check` finds what was forgotten."""
_OTHERS = ", ".join(name for name in TYPES if name != "check")
POOL = f"  # The knowledge questions, of which each attempt asks some. Other types: {_OTHERS}."
"""Stands before the checks."""


def competency_template(bank: Bank, competency_id: str) -> str:
    """Return a commented competency file for a bank, with blanks to fill in."""
    steps = ", ".join(step.id for step in bank.steps)
    goals = ", ".join(bank.roadmap.goals)
    points = ", ".join(point.id for group in bank.roadmap.guide for point in group.points) or "none in this bank"
    return f"""# yaml-language-server: $schema=../competency.schema.json
id: {competency_id}
title: {BLANK} a plain name of at most 60 characters
step: {bank.steps[0].id}  # one of: {steps}
kind: skill  # qualification, skill or duty
covers: []  # points of the guide: {points}
weight: 1  # how much it counts in its step, compared with other areas
target: 0.6  # the score from 0 to 1 at which it counts as met
required: []  # the goals that it's a must-have for: {goals}
draw: 1  # how many knowledge questions one attempt asks; write at least four times as many
why: {BLANK} why we ask, in one to three short sentences
actions:  # at least two; doing all of them closes the gap
  - do: {BLANK} the first thing to do
    hours: 1
  - do: {BLANK} the next thing to do
    hours: 1
questions:
{_questions(competency_id)}"""


def _questions(competency_id: str) -> str:
    return f"""\
  # Always asked: a fact (evidence: record), or a rating by behavior (evidence: self_report), lowest level first.
  - id: {competency_id}-level
    type: single
    evidence: self_report
    ask: {BLANK} a situation that shows this skill
    options:
      - id: cannot
        label: {BLANK} the answer of someone who can't do it yet
        credit: 0
      - id: guided
        label: {BLANK} the answer of someone who can do it with guidance
        credit: 0.4
      - id: alone
        label: {BLANK} the answer of someone who can do it alone
        credit: 0.8
      - id: teach
        label: {BLANK} the answer of someone who could teach it
        credit: 1
{POOL}
  - id: {competency_id}-1
    type: check
    ask: {BLANK} one clear problem that people can solve before they read the options
    options:
      - id: right
        label: {BLANK} the right answer
      - id: wrong
        label: {BLANK} what a beginner would choose
    answer: right
    because: {BLANK} why the right answer is right, and what the wrong ones really are
    source: {BLANK} document, section and edition
"""


def roadmap_template(bank_id: str) -> str:
    """Return a commented roadmap for a bank of one's own, with blanks to fill in."""
    return f"""format: 1
id: {bank_id}  # unique to this bank; answer sheets and attempts refer to it
version: "1"  # change it whenever you change questions
edition: {BLANK} such as 2027
title: {BLANK} the career, as in "ready to work as a ..."
language: en  # such as es for Spanish; rules about English wording are then left out
goals:  # what people can aim for; the first one is the default
  first-job: {BLANK} such as a first job as a ...
steps:  # 1 to 20, in order
  - id: start
    title: {BLANK} the first step
    about: {BLANK} what it takes, in a sentence
    pass_mark: 0.7  # the score from 0 to 1 that completes the step
  - id: skills
    title: {BLANK} the next step
    about: {BLANK} what it takes, in a sentence
    pass_mark: 0.7
guide: []  # the points to cover, if the bank follows a career guide
"""
