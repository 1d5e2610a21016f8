"""What the quick quiz asks first, example by example."""

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.scoring.selection import is_certain
from coder_readiness.scoring.sheet import Sheet
from tests.builders import GOALS, bank, changed, competency, single
from tests.scoring.selecting import next_id, verdict
from tests.strategies import with_answer


def required(found: Competency) -> Competency:
    return changed(found, required=GOALS)


def test_a_must_have_comes_before_what_weighs_more() -> None:
    heavy = competency("heavy", single("heavy-q", 0, 1), weight=50)
    light = competency("light", single("light-q", 0, 1))
    assert next_id(bank(heavy, light), Sheet()) == "heavy-q"
    assert next_id(bank(heavy, required(light)), Sheet()) == "light-q"
    assert next_id(bank(heavy, required(light)), Sheet(answers={"light-q": "b"})) == "heavy-q"
    assert next_id(bank(heavy, required(light)), Sheet(answers={"light-q": PRIVATE})) == "heavy-q"
    assert next_id(bank(heavy, required(light)), Sheet(answers={"light-q": SKIP})) == "heavy-q"
    assert next_id(bank(heavy, required(light)), Sheet(answers={"light-q": "a"})) is None


def test_a_must_have_of_another_goal_has_no_priority() -> None:
    heavy = competency("heavy", single("heavy-q", 0, 1), weight=50)
    light = competency("light", single("light-q", 0, 1), required=("well-paid",))
    assert next_id(bank(heavy, light), Sheet("first-job")) == "heavy-q"
    assert next_id(bank(heavy, light), Sheet("well-paid")) == "light-q"


def test_the_must_have_that_fewest_answers_can_rule_out_comes_first() -> None:
    slow = required(competency("slow", *(single(f"slow-{position}", 0, 1) for position in range(5)), target=0.5))
    fast = required(competency("fast", *(single(f"fast-{position}", 0, 1) for position in range(3)), target=0.5))
    assert next_id(bank(slow, fast), Sheet()) == "fast-0"
    assert next_id(bank(slow, fast), Sheet(answers={"slow-0": "a", "slow-1": "a"})) == "slow-2"
    assert next_id(bank(slow, fast), Sheet(answers={"fast-0": "b"})) == "fast-1"


def test_a_must_have_is_ruled_out_by_its_weightiest_answers() -> None:
    even = required(competency("even", single("even-1", 0, 1), single("even-2", 0, 1), target=0.5))
    ratings = [single(f"rating-{position}", 0, 1, evidence="self_report") for position in range(2)]
    mixed = required(competency("mixed", *ratings, single("fact", 0, 1), target=0.7))
    assert next_id(bank(even, mixed), Sheet()) == "fact"


def test_a_must_have_partly_answered_is_ruled_out_by_what_is_still_open() -> None:
    # One more wrong answer leaves three quarters of "begun", which is enough; of "fresh" either one leaves half.
    begun = required(competency("begun", *(single(f"begun-{position}", 0, 1) for position in range(4)), target=0.6))
    fresh = required(competency("fresh", single("fresh-1", 0, 1), single("fresh-2", 0, 1), target=0.4))
    assert next_id(bank(begun, fresh), Sheet(answers={"begun-0": "b", "begun-1": "b"})) == "fresh-1"


def test_a_must_have_already_met_has_no_priority() -> None:
    must = required(competency("must", single("must-1", 0, 1), single("must-2", 0, 1), target=0.4))
    rest = competency("rest", single("rest-q", 0, 1))
    assert next_id(bank(must, rest), Sheet(answers={"must-1": "b"})) == "rest-q"


def test_within_a_must_have_the_weightiest_evidence_comes_first() -> None:
    found = required(competency("found", single("rating", 0, 1, evidence="self_report"), single("fact", 0, 1)))
    assert next_id(bank(found), Sheet()) == "fact"
    assert next_id(bank(found), Sheet(answers={"fact": "b"})) == "rating"


def test_among_the_rest_what_moves_the_verdict_most_comes_first() -> None:
    light = competency("light", single("light-q", 0, 1), weight=1, target=0.5)
    heavy = competency("heavy", single("heavy-q", 0, 1), weight=2, target=0.5)
    split = competency("split", single("split-1", 0, 1), single("split-2", 0, 1), weight=3, target=1)
    assert next_id(bank(light, heavy, split), Sheet()) == "heavy-q"
    assert next_id(bank(light, heavy, split), Sheet(answers={"heavy-q": "b"})) == "split-1"
    assert next_id(bank(light, heavy, split), Sheet(answers={"split-1": "b", "split-2": "b"})) == "heavy-q"


def test_the_way_that_is_nearest_counts_whether_up_or_down() -> None:
    # One answer of a low target completes the step; one of a high target rules it out.
    low = competency("low", single("low-1", 0, 1), single("low-2", 0, 1), target=0.5)
    high = competency("high", single("high-1", 0, 1), single("high-2", 0, 1), target=1)
    assert next_id(bank(high, low, pass_marks=(0.5,)), Sheet()) == "low-1"
    assert next_id(bank(low, high, pass_marks=(0.8,)), Sheet()) == "high-1"


def test_a_heavy_competency_that_one_answer_can_meet_comes_before_a_light_one() -> None:
    light = competency("light", single("light-q", 0, 1))
    heavy = competency("heavy", single("heavy-1", 0, 1), single("heavy-2", 0, 1), weight=3, target=0.5)
    assert next_id(bank(light, heavy, pass_marks=(0.5,)), Sheet()) == "heavy-1"


def test_the_share_that_a_question_decides_is_of_what_is_still_open() -> None:
    begun = competency("begun", *(single(f"begun-{position}", 0, 1) for position in range(4)), target=1, weight=3)
    other = competency("other", single("other-q", 0, 1), target=1)
    most: dict[str, Answer] = {f"begun-{position}": "b" for position in range(3)}
    assert next_id(bank(begun, other), Sheet(answers=most)) == "other-q"


def test_what_a_competency_has_already_counts_towards_its_target() -> None:
    # The last answer on "begun" meets its target, and with it nearly the pass mark.
    other = competency("other", single("other-q", 0, 1), weight=0.9)
    begun = competency("begun", single("begun-1", 0, 1), single("begun-2", 0, 1), target=1, weight=2)
    assert next_id(bank(other, begun, pass_marks=(0.4,)), Sheet(answers={"begun-1": "b"})) == "begun-2"


def test_a_step_just_at_its_pass_mark_is_asked_about_while_it_is_undecided() -> None:
    must = required(competency("must", single("must-q", 0, 1)))
    rest = competency("rest", single("rest-q", 0, 1), weight=2)
    left = competency("left", single("left-q", 0, 1))
    reached = Sheet(answers={"must-q": SKIP, "rest-q": "b"})
    assert next_id(bank(must, rest, left, pass_marks=(0.5,)), reached) == "left-q"
    reachable = Sheet(answers={"rest-q": "a"})
    assert next_id(bank(rest, changed(left, weight=2.0), pass_marks=(0.5,)), reachable) == "left-q"


def test_what_is_there_already_brings_the_pass_mark_nearer() -> None:
    # One right answer on "up" nearly completes the step; one wrong answer on "down" does not yet rule it out.
    done = competency("done", single("done-q", 0, 1), weight=4)
    down = competency("down", single("down-1", 0, 1), single("down-2", 0, 1), weight=4, target=1)
    up = competency("up", single("up-1", 0, 1), single("up-2", 0, 1), weight=3, target=0.5)
    assert next_id(bank(done, down, up), Sheet(answers={"done-q": "b"})) == "up-1"
    assert next_id(bank(done, down, up), Sheet(answers={"done-q": PRIVATE})) == "down-1"


def test_nothing_is_asked_once_the_step_is_lost_or_all_are_complete() -> None:
    must = required(competency("must", single("must-q", 0, 1)))
    rest = competency("rest", single("rest-q", 0, 1))
    later = competency("later", single("later-q", 0, 1), step="two")
    assert next_id(bank(must, rest, later), Sheet(answers={"must-q": "a"})) is None
    done = Sheet(answers={"must-q": "b", "rest-q": "b"})
    assert next_id(bank(must, rest, later), done) == "later-q"
    assert next_id(bank(must, rest, later), with_answer(done, "later-q", "b")) is None
    assert is_certain(bank(must, rest, later), with_answer(done, "later-q", "b"))
    assert not is_certain(bank(must, rest, later), done)


def test_a_later_step_is_not_asked_about_while_an_earlier_one_stays_open() -> None:
    first = competency("first", single("first-q", 0, 1))
    later = competency("later", single("later-q", 0, 1), step="two")
    assert next_id(bank(first, later), Sheet(answers={"first-q": SKIP})) is None
    assert verdict(bank(first, later), Sheet(answers={"first-q": SKIP, "later-q": "a"})) == (1, False)
