"""The history as it is told: what was reported then, what is known of each step, and how it has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Paragraph, Section, Table, Trend
from coder_readiness.report.history import Past, history
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.record import Outcome
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import AttemptMode, Entry
from tests.builders import bank, competency, single

BANK = bank(
    competency("bread", single("bread-q", 0, 0.5, 1), target=1),
    competency("cake", single("cake-q", 0, 0.5, 1), target=1, step="two"),
    competency("pie", single("pie-q", 0, 0.5, 1), target=1, step="two"),
    pass_marks=(0.7, 0.7),
)


def outcome(of_bank: Bank, answers: Mapping[str, Answer]) -> Outcome:
    readiness = assess(of_bank, Sheet(answers=answers))
    return Outcome(readiness.next_step, readiness.steps)


def kept(
    number: int, mode: AttemptMode = "full", *, finished: bool = True, bank_id: str = "bank", **answers: Answer
) -> Past:
    noon = datetime(2026, 11, number, 12, tzinfo=UTC)
    given = {f"{name}-q": answer for name, answer in answers.items()}
    entry = Entry(number, noon, noon if finished else None, bank_id, "1", "first-job", mode, len(given), None)
    return entry, outcome(BANK, given) if finished else None


def told_of(attempts: Sequence[Past]) -> Section:
    return history(attempts, "bank", lambda command: f"coder-readiness {command}")


def test_without_an_attempt_it_says_how_to_begin() -> None:
    assert told_of([]) == Section(
        "Your attempts", (Paragraph("No attempts yet. To take the quiz, type: coder-readiness quiz"),)
    )


def test_attempts_for_different_goals_are_not_compared() -> None:
    (entry, outcome_), ready = kept(1, bread="a"), kept(2, bread="c", cake="c", pie="c")
    other_goal = replace(entry, goal="well-paid"), outcome_
    assert isinstance(told_of([other_goal, ready]).blocks[0], Table)
    told = Paragraph("You're ready now.")
    assert told_of([(entry, outcome_), other_goal, ready]).blocks[0] == told


def test_what_is_known_of_each_step_and_how_it_has_moved() -> None:
    told = told_of(
        [
            kept(1, "quick", bread="a"),
            kept(2, bread="b", cake="b", pie="b"),
            kept(3, bread="c", cake=SKIP, pie="c"),
            kept(4, finished=False),
            kept(5, bread="c", cake="c", pie="c"),
        ]
    )
    assert told.blocks == (
        Paragraph("You're ready now."),
        Table(
            ("No.", "Date", "Result", "Step 1", "Step 2"),
            (
                ("1", "Nov 1, 2026", "step 1 (quick quiz)", "0%", "?"),
                ("2", "Nov 2, 2026", "step 1", "50%", "50%"),
                ("3", "Nov 3, 2026", "step 2, not sure yet", "100%", "50-100%"),
                ("4", "Nov 4, 2026", "unfinished", "", ""),
                ("5", "Nov 5, 2026", "ready", "100%", "100%"),
            ),
        ),
        Paragraph("A range means some answers were missing. A ? means we're not sure yet."),
        Paragraph("To pick up an unfinished attempt: coder-readiness resume"),
        Paragraph("To see its result so far: coder-readiness report 4"),
        Paragraph("Your progress by step:"),
        Trend("1 Step one", (0, 0.5, 1, 1)),
        Trend("2 Step two", (0.5, 1)),
    )


def test_more_than_one_unfinished_attempt_can_be_gone_on_with() -> None:
    told = told_of([kept(1, finished=False), kept(2, bread="a", cake="a", pie="a"), kept(3, finished=False)])
    assert told.blocks[1:3] == (
        Paragraph("To pick up an unfinished attempt: coder-readiness resume 3, or another number"),
        Paragraph("To see its result so far: coder-readiness report 3"),
    )


def test_one_attempt_shows_no_trend() -> None:
    told = told_of([kept(1, bread="a", cake="a", pie="a")])
    assert [type(block) for block in told.blocks] == [Table]


def test_another_bank_is_named_and_its_steps_are_not_compared() -> None:
    told = told_of(
        [
            kept(1, bread="b", cake="b", pie="b"),
            kept(2, bank_id="other", bread="a", cake="a", pie="a"),
            kept(4, bank_id="other", finished=False),
            kept(3, bread="c", cake="c", pie="c"),
        ]
    )
    assert told.blocks == (
        Paragraph("You're ready now."),
        Table(
            ("No.", "Date", "Result", "Bank", "Step 1", "Step 2"),
            (
                ("1", "Nov 1, 2026", "step 1", "bank", "50%", "50%"),
                ("2", "Nov 2, 2026", "step 1", "other", "", ""),
                ("4", "Nov 4, 2026", "unfinished", "other", "", ""),
                ("3", "Nov 3, 2026", "ready", "bank", "100%", "100%"),
            ),
        ),
        Paragraph("These are the steps of the question bank bank."),
        Paragraph("Your progress by step:"),
        Trend("1 Step one", (0.5, 1)),
        Trend("2 Step two", (0.5, 1)),
    )


def test_a_step_that_only_a_missing_must_have_holds_back_is_starred_with_a_note() -> None:
    must = competency("bread", single("bread-q", 0, 1), target=1, required=("first-job",))
    of_bank = bank(must, competency("cake", single("cake-q", 0, 1), target=1, weight=3.0), pass_marks=(0.7,))
    entry, _ = kept(1)
    told = told_of([(entry, outcome(of_bank, {"bread-q": "a", "cake-q": "b"}))])
    table, note = told.blocks
    assert isinstance(table, Table)
    assert table.rows == (("1", "Nov 1, 2026", "step 1", "75%*"),)
    assert note == Paragraph("* means a must-have is missing.")


def test_a_step_that_hasnt_moved_says_so() -> None:
    assert (Trend("1 Step one", (0, 0.5, 1)).change, Trend("1 Step one", (0.5, 0, 0.504)).change) == (
        "0% to 100%",
        "50%, no change",
    )
