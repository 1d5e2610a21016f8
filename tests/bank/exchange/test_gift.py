"""GIFT: what Moodle's format means is read as that, and what is written is read back by a reader of another make."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from coder_readiness.bank.data import as_data
from coder_readiness.bank.exchange.gift import holds, read_gift, write_gift
from coder_readiness.bank.exchange.question import Exported
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import Problem


class Answer(NamedTuple):
    """One answer, as a plain state machine reads it."""

    sign: str
    weight: str
    text: str


def characters(text: str) -> list[tuple[str, bool]]:
    """Return each character of a text, and whether it is only a character because a backslash precedes it."""
    read, escaped = [], False
    for character in text:
        if escaped:
            read.append(("\n" if character == "n" else character, True))
        elif character != "\\":
            read.append((character, False))
        escaped = not escaped and character == "\\"
    return read


def independent(text: str) -> tuple[str, str, list[Answer], str]:
    """Return title, question, answers and general feedback of one question, character by character."""
    parts = [""]  # title, question, answers..., with a sign as the first character of each answer
    feedback, hashes, inside, colons = "", 0, False, 0
    for character, escaped in characters(text):
        if not escaped and character == ":" and not inside:
            colons += 1
            if colons == 4:
                parts.append("")
        elif not escaped and character in "{}":
            inside = character == "{"
        elif not escaped and inside and character in "=~" and hashes < 4:
            parts.append(character)
        elif not escaped and inside and character == "#":
            hashes += 1
        elif hashes == 4:
            feedback += character
        else:
            parts[-1] += character
    answers = []
    for part in parts[2:]:
        sign, rest, weight = part[0], part[1:], ""
        if rest.startswith("%"):
            weight, _, rest = rest[1:].partition("%")
        answers.append(Answer(sign, weight, rest.strip()))
    return parts[0], parts[1].removeprefix("[plain]").strip(), answers, feedback.strip()


def exported(bank: Bank, question: Question) -> Exported:
    return Exported(bank.competencies[0], question, question.options)


@pytest.mark.parametrize("name", ["brakes-spongy", "wheels-size"])
def test_a_question_is_read_back_by_a_reader_of_another_make(other_bank: Bank, name: str) -> None:
    question = other_bank.questions[name]
    text = "".join(write_gift([exported(other_bank, question)])).partition("\n\n")[2]
    title, ask, answers, feedback = independent(text)
    assert (title, ask) == (name, question.ask.strip())
    assert feedback == f"{question.because}\nSource: {question.source}"
    if question.type == "check":
        assert answers == [
            Answer("=" if option.id == question.answer else "~", "", option.label) for option in question.options
        ]


TRICKY = r"A\~b = {c}: #3 <90 % \\n ~50 ::x:: -> //y"


def test_nothing_that_steers_the_format_is_lost(other_bank: Bank) -> None:
    question = other_bank.questions["brakes-spongy"]
    assert question.type == "check"
    options = tuple(replace(option, label=f"{TRICKY} {option.id}") for option in question.options)
    changed = replace(question, ask=f"Line one:\n  two\n\n{TRICKY}", options=options, because=TRICKY, source=TRICKY)
    text = "".join(write_gift([exported(other_bank, changed)]))
    title, ask, answers, feedback = independent(text.partition("\n\n")[2])
    assert (title, ask, feedback) == (changed.id, changed.ask, f"{TRICKY}\nSource: {TRICKY}")
    assert [answer.text for answer in answers] == [option.label for option in options]
    (back,) = read(text)
    assert back["ask"] == changed.ask
    assert [option["label"] for option in back["options"]] == [option.label for option in options]
    assert (back["because"], back["source"]) == (TRICKY, TRICKY)


@pytest.mark.parametrize(("label", "held"), [("50% of it", True), ("%50% of it", False), ("a -> b", False)])
def test_what_other_readers_take_for_a_weight_or_a_match_is_not_held(
    other_bank: Bank, *, label: str, held: bool
) -> None:
    question = other_bank.questions["brakes-spongy"]
    assert question.type == "check"
    first, *others = question.options
    changed = replace(question, options=(replace(first, label=label), *others))
    assert holds(exported(other_bank, changed)) == held


def test_every_pool_comes_back_as_it_was(other_bank: Bank) -> None:
    shipped = load_bank()
    pool = [question for bank in (other_bank, shipped) for one in bank.competencies for question in one.pool]
    assert sum(holds(exported(other_bank, question)) for question in pool) > 500
    for question in pool:
        one = exported(other_bank, question)
        if holds(one):
            (back,) = read("".join(write_gift([one])))
            assert (back["id"], back["ask"]) == (question.id, question.ask)
            assert (back["because"], back["source"]) == (question.because, question.source)
            if question.type == "code":
                assert (tuple(back["answer"]), back.get("partial", {})) == (question.answer, dict(question.partial))
            elif back["type"] == "check":  # also where a choice of one has grades, but only 0 and 1
                assert [option["label"] for option in back["options"]] == [option.label for option in question.options]
                right = [option["id"] for option in back["options"]].index(back["answer"])
                assert question.options[right].id == question.best_answer
            else:
                assert back["type"] == question.type
                assert [(option["label"], option["credit"]) for option in back["options"]] == [
                    (option.label, as_data(option)["credit"]) for option in question.options
                ]


def test_html_is_read_as_the_text_it_shows() -> None:
    (one,) = read(
        "::Q1::[html]<p>Is <b>1 &lt; 2</b>&nbsp;&#61; so?</p>{=<p>Yes&#44; it \\= so</p> ~<p>No<br/>never</p>}"
    )
    assert one["ask"] == "Is 1 < 2\u00a0= so?"
    assert [option["label"] for option in one["options"]] == ["Yes, it = so", "No never"]


def test_a_third_as_moodle_writes_it() -> None:
    (one,) = read("Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-50%d}")
    assert [option["credit"] for option in one["options"]] == [1 / 3, 1 / 3, 1 / 3, -0.5]


def read(text: str) -> list[Mapping[str, Any]]:
    problems: list[Problem] = []
    found = [imported.question for imported in read_gift("f.gift", text, problems)]
    assert not problems
    return found


def test_the_examples_of_moodle() -> None:
    text = """// a comment
$CATEGORY: $course$/top/brakes

::Q1:: 1+1 is? {T}

What's between orange and green in the spectrum?
{ =yellow # right; good!
  ~red # wrong, it's yellow
  ~blue # wrong, it's yellow }

Two plus {=two =2} equals four.

Which? {
  ~%50%first
  ~%50%second
  ~%-100%third }

Grant is {~buried =entombed ~living} in Grant's tomb.####
"""
    problems: list[Problem] = []
    imported = list(read_gift("f.gift", text.replace("####", ""), problems))
    assert not problems
    assert {one.competency for one in imported} == {"brakes"}
    truth, color, typed, several, gap = (one.question for one in imported)
    assert (truth["id"], truth["answer"]) == ("Q1", "true")
    assert [option["label"] for option in color["options"]] == ["yellow", "red", "blue"]
    assert (color["answer"], color["because"].startswith("FILL IN")) == ("a", True)
    assert (typed["ask"], typed["answer"]) == ("Two plus _____ equals four.", ["two", "2"])
    assert [option["credit"] for option in several["options"]] == [0.5, 0.5, -1.0]
    assert gap["ask"] == "Grant is _____ in Grant's tomb."
    assert [one.place.line for one in imported] == [4, 6, 11, 13, 18]


@pytest.mark.parametrize(
    ("category", "competency"),
    [("top/Default for Wound Care", "default-for-wound-care"), ("Wound-Care", "Wound-Care"), ("top/創傷", "")],
)
def test_a_category_with_a_title_becomes_an_id(category: str, competency: str) -> None:
    (one,) = read_gift("f.gift", f"$CATEGORY: {category}\n\nWhy? {{=a ~b}}\n", [])
    assert one.competency == competency


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No braces", "This question has no answers. Write them in braces, as in {=right ~wrong}."),
        ("Open {=a ~b", "The { before the answers is never closed. Write } after the last one"),
        ("Twice {=a} {=b}", "This question has 2 pairs of braces. Leave a blank line between questions."),
        ("In {the {=a ~b}", "Put all answers into one pair of braces, as in {=right ~wrong}. In a text, write"),
        ('[html]<img src\\="a.png"> {=a ~b}', "We can't import a part of this question (<img>). Describe it in words."),
        ("{=a ~b}", "These answers have no question. Write it before them."),
        ("Essay {}", "This question has no answers. Write them between the braces, as in {=right ~wrong}."),
        ("Number {#5}", "This question asks for a number"),
        ("Match {=a -> b =c -> d}", "This is a matching question"),
        ("Nothing right {~a ~b}", "This question has no right answer"),
        ("Two right {=a =b ~c}", "This question has 2 right answers. Keep one."),
        ("The same {=a ~a}", 'This question has the option "a" twice'),
        ("Empty {=a ~}", "One of the answers is empty. Fill it in, or remove it."),
        ("One {=a ~%50%}", "One of the answers is empty. Fill it in, or remove it."),
        ("Odd {a ~b}", "Start each answer with = if it's right, or ~ if it's wrong."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_is_read(text: str, told: str) -> None:
    problems: list[Problem] = []
    found = list(read_gift("f.gift", f"Good {{=a ~b}}\n\n{text}\n\nGood, too {{=a ~b}}\n", problems))
    assert len(found) == 2
    (problem,) = problems
    assert str(problem).startswith(f"f.gift:3:1: {told}")
