"""YAML without its surprises."""

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.bank.files import LARGEST_FILE, read_files
from coder_readiness.bank.strict_yaml import DEEPEST, Unquoted, YamlFile
from coder_readiness.errors import WHOLE, Place

REFUSED = "References with & and * aren't allowed. Write the value out, or put quotes around the text."


def read(content: str | bytes) -> YamlFile:
    return YamlFile("a.yaml", content.encode() if isinstance(content, str) else content)


def problems(content: str | bytes) -> list[str]:
    return [str(problem) for problem in read(content).problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("word", "word"),
        ('"00100"', "00100"),
        ("'No'", "No"),
        ('"&, * and !"', "&, * and !"),
        ("a & b * c!", "a & b * c!"),
        ("~", None),
        ("null", None),
        ("", None),
        ("yes", True),
        ("No", False),
        ("on", True),
        ("OFF", False),
        ("true", True),
        ("0", 0),
        ("-17", -17),
        ("+4", 4),
        ("0.5", 0.5),
        ("-2.5e+3", -2500.0),
        ("2026-11-23", datetime.date(2026, 11, 23)),
        ("[a, 1, [b]]", ("a", 1, ("b",))),
        ("{b: 1, c: {d: e}}", {"b": 1, "c": {"d": "e"}}),
        ("[]", ()),
        ("{}", {}),
        (">-\n  two\n  lines", "two lines"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_plain_values(text: str, value: Any) -> None:
    file = read(f"a: {text}")
    assert file.problems == []
    assert file.data == {"a": value}
    assert type(file.data["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    ["0x1F", "12:30", "12:30:45.5", "1_000", "0b101", ".inf", "-.inf", ".nan", "2026-02-30", "2026-11-23 10:00:00"],
)
def test_what_only_yaml_1_1_takes_for_a_number_or_date_is_marked_as_unquoted(text: str) -> None:
    file = read(f"a: {text}")
    assert file.problems == []
    assert isinstance(file.data["a"], Unquoted)
    assert str(file.data["a"]) == text


def test_a_number_too_long_to_read_is_marked_as_unquoted() -> None:
    assert isinstance(read("a: " + "9" * 5000).data["a"], Unquoted)


def test_keys_are_text_as_written() -> None:
    assert read("{No: 1, 00100: 2, 12:30 : 3, ~: 4}").data == {"No": 1, "00100": 2, "12:30": 3, "~": 4}


def test_a_merge_key_is_refused_and_its_text_in_quotes_is_a_key_like_any_other() -> None:
    assert problems("<<: {a: 1}") == ["a.yaml:1:1: Merge keys (<<) aren't allowed. Write out the names and values."]
    assert read("'<<': {a: 1}").data == {"<<": {"a": 1}}


def test_a_duplicate_key_names_both_lines() -> None:
    assert problems("a: 1\nb: 2\na: 3\n") == ['a.yaml:3:1: "a" appears twice, on lines 1 and 3. Remove one of them.']
    assert problems('x:\n  - {No: 1, b: 2, "No": 3}\n') == [
        'a.yaml:2:19: "No" appears twice, on lines 2 and 2. Remove one of them.'
    ]


def test_a_duplicate_key_inside_another_is_told_too() -> None:
    assert problems("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n") == [
        'a.yaml:2:1: "a" appears twice, on lines 1 and 2. Remove one of them.',
        'a.yaml:3:11: "c" appears twice, on lines 3 and 3. Remove one of them.',
        'a.yaml:4:1: "b" appears twice, on lines 3 and 4. Remove one of them.',
    ]


def test_the_same_key_in_two_places_is_no_duplicate() -> None:
    assert read("[{a: 1}, {a: 2}]").data == ({"a": 1}, {"a": 2})


def test_a_key_must_be_plain_text() -> None:
    assert problems("a: 1\n? [b]\n: 2\n") == ["a.yaml:2:3: The name before a colon must be plain text."]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x 1\n", ["1:4"]),
        ("a: &x 1\nb: *x\n", ["1:4", "2:4"]),
        ("a: &x\n  b: 1\n", ["1:4"]),
        ("a: &x [*x]\n", ["1:4", "1:8"]),
        ("&x a: 1\n", ["1:1"]),
    ],
)
def test_anchors_and_aliases_are_refused_where_they_stand(text: str, places: list[str]) -> None:
    assert problems(text) == [f"a.yaml:{place}: {REFUSED}" for place in places]


def test_a_bomb_of_aliases_is_refused_and_not_expanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    file = read("\n".join(lines))
    assert file.data is None
    assert {problem.message for problem in file.problems} == {REFUSED}


@pytest.mark.parametrize(
    "value",
    [
        "!thing 5",
        "!!str 5",
        "! 5",
        "!!binary aGk=",
        "!!python/name:os.system x",
        "!thing {b: 1}",
        "!thing [1]",
        "!!set {b}",
    ],
)
def test_tags_are_refused(value: str) -> None:
    file = read(f"a: 1\nb: {value}\n")
    assert [problem.place for problem in file.problems] == [Place("a.yaml", 2, 4)]
    assert "isn't allowed. Write a plain value, or quote text that starts with !" in str(file.problems[0])


def test_the_message_about_a_tag_holds_no_terminal_escape() -> None:
    assert "\x1b" not in "".join(problems("a: !<x%1b[31m> 5\n"))


def test_an_empty_file_and_one_of_comments() -> None:
    assert problems("") == ["a.yaml is empty. Fill it in, or delete it."]
    assert problems("# a comment\n\n") == ["a.yaml is empty. Fill it in, or delete it."]


def test_several_documents_are_refused() -> None:
    (problem,) = problems("a: 1\n---\nb: 2\n")
    assert problem == "a.yaml:2:1: A second document starts here. Keep only one in a file."


@pytest.mark.parametrize(
    ("text", "place"), [("\ta: 1", "1:1"), ("a:\n\tb: 2", "2:1"), ("a: 1\r\n\tb: 2\r\n", "2:1"), ("- \t- a", "1:3")]
)
def test_a_tab_where_none_can_stand(text: str, place: str) -> None:
    assert problems(text) == [f"a.yaml:{place}: Tabs aren't allowed here. Use spaces."]


def test_tabs_elsewhere_are_taken() -> None:
    assert read("a:\tb\nc: 'd\te'\nf: [\n\tg]\n").data == {"a": "b", "c": "d\te", "f": ("g",)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ask: Which tooth is #3?\n", "1:20"),
        ("because: Which\n  tooth is  #3?\n", "2:11"),
        ("a: [b, tooth #3]\n", "1:13"),
    ],
)
def test_text_that_a_sign_cuts_off_is_not_taken_without_a_word(text: str, place: str) -> None:
    assert (
        problems(text)[0]
        == f"a.yaml:{place}: Everything after # is left out as a comment. If it belongs to the text, quote the text."
    )


@pytest.mark.parametrize(
    "text", ["a: b # one\n", "a: b  # 1\n", 'a: "b #3"\n', "a: 'b #3'\n", "a: |\n  b #3\n", "#3\na: b#3\n", "a: b #\n"]
)
def test_a_comment_or_quoted_text_is_no_slip(text: str) -> None:
    assert problems(text) == []


def test_a_control_character_is_told_with_its_place() -> None:
    (problem,) = read("a: 1\nb: x\x1b[31m\n").problems
    assert problem.message == "There's a hidden character here: U+001B (a control character). Remove it."
    assert problem.place == Place("a.yaml", 2, 5)


def test_nesting_as_deep_as_allowed_and_one_deeper() -> None:
    assert problems("[" * DEEPEST + "]" * DEEPEST) == []
    assert problems("[" * (DEEPEST + 1) + "a" + "]" * (DEEPEST + 1)) == [
        f"a.yaml:1:{DEEPEST + 1}: This is nested more than {DEEPEST} levels deep, which we can't read."
    ]
    assert problems("a: " + "{b: " * DEEPEST + "c" + "}" * DEEPEST) == [
        f"a.yaml:1:{4 * DEEPEST}: This is nested more than {DEEPEST} levels deep, which we can't read."
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_file_of_nothing_but_nesting_is_refused_and_does_not_end_the_program(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(opening * (LARGEST_FILE // len(opening)))
    program = (
        "import sys; from pathlib import Path; from coder_readiness.bank.strict_yaml import YamlFile\n"
        "print(bool(YamlFile('deep.yaml', Path(sys.argv[1]).read_bytes()).problems))"
    )
    # In a process of its own, since a stack that overflows in the parser would take the tests with it.
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@pytest.mark.parametrize(
    ("text", "place", "bracket"),
    [
        ("[", "1:1", "["),
        ("a: {", "1:4", "{"),
        ("a:\n  b: [c, 'd]',\n\n", "2:6", "["),
        ("a: {b: [c],\n", "1:4", "{"),
        ("a: {b: [c,\n  d,\n", "1:8", "["),
        ("a: [b]\nc: {d:", "2:4", "{"),
    ],
)
def test_a_bracket_that_is_never_closed_is_told_where_it_opens(text: str, place: str, bracket: str) -> None:
    closing = "]" if bracket == "[" else "}"
    told = f"The bracket {bracket} that opens here is never closed. Add the closing {closing}."
    assert problems(text) == [f"a.yaml:{place}: {told}"]


def test_files_are_read_the_same_where_yaml_is_parsed_without_its_c_library() -> None:
    texts = ["a: [1, No, 2026-11-23]\nb: {c: 'd'}", "a: 1\na: 2", "- x: &y z\n- *y", "", "a: !x b", "a: [b,"]
    program = (
        "import sys, yaml; del yaml.CSafeLoader\n"
        "from coder_readiness.bank.strict_yaml import YamlFile\n"
        "files = [YamlFile('a.yaml', text.encode()) for text in sys.argv[1:]]\n"
        "print([(file.data, [str(problem) for problem in file.problems]) for file in files])"
    )
    done = subprocess.run([sys.executable, "-c", program, *texts], capture_output=True, text=True, check=True)
    assert done.stdout == f"{[(read(text).data, problems(text)) for text in texts]}\n"


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    assert read(b"a: 1 # ".ljust(LARGEST_FILE, b"x")).data == {"a": 1}
    assert problems(b"a: 1 #".ljust(LARGEST_FILE + 1, b"x")) == ["a.yaml is too large. The limit is 1,048,576 bytes."]


def test_a_file_that_is_too_large_is_not_said_to_have_another_size(tmp_path: Path) -> None:
    tmp_path.joinpath("roadmap.yaml").write_bytes(b"a: 1 #".ljust(2 * LARGEST_FILE, b"x"))
    ((name, content),) = read_files(tmp_path, "bank").contents.items()
    (problem,) = YamlFile(name, content).problems
    assert str(problem).startswith("bank/roadmap.yaml is ")
    assert str(problem).endswith("The limit is 1,048,576 bytes.")
    assert "1,048,577" not in str(problem)


def test_a_byte_order_mark_is_passed_over() -> None:
    file = read(b"\xef\xbb\xbfa: 1\n")
    assert file.data == {"a": 1}
    assert file.place(("a",)) == Place("a.yaml", 1, 4)


def test_text_that_is_not_utf_8_is_told_with_its_line() -> None:
    assert problems(b"a: 1\nb: caf\xe9\n") == ["a.yaml:2:7: This isn't UTF-8 text. Save the file as UTF-8."]
    assert problems("a: 1\n".encode("utf-16")) == ["a.yaml:1:1: This isn't UTF-8 text. Save the file as UTF-8."]
    assert problems("a: 1\n".encode("utf-16-le")) == ["a.yaml:1:2: This isn't UTF-8 text. Save the file as UTF-8."]


def test_a_hidden_character_is_told_with_its_place() -> None:
    for sign in ("\0", "\x07", "\x7f", "\ufffe"):
        for line in ("a: 1", "é: 1"):
            (problem,) = problems(f"{line}\nb: say{sign}\n".encode())
            name = f"U+{ord(sign):04X} (a control character)"
            assert problem == f"a.yaml:2:7: There's a hidden character here: {name}. Remove it."


def test_places_and_what_is_written_there() -> None:
    file = read("a: 1\nb:\n  - é: 00100\n    c: [x, y]\n")
    assert file.place() == Place("a.yaml", 1, 1)
    assert file.place(("b", 0, "é")) == Place("a.yaml", 3, 8)
    assert file.written(("b", 0, "é")) == "00100"
    assert file.place(("b", 0, "c", 1)) == Place("a.yaml", 4, 12)
    assert file.written(("b", 0, "c", 1)) == "y"
    assert file.written(("b", 0, "c")) is None


def test_parts_of_a_place_that_lead_nowhere_are_passed_over() -> None:
    file = read("b:\n  - c: [x, y]\n")
    assert file.place(("b", 0, "single", "c", 1)) == Place("a.yaml", 2, 12)
    assert file.place(("b", 7)) == Place("a.yaml", 2, 3)
    assert file.place(("nothing",)) == Place("a.yaml", 1, 1)
    assert read("").place(("a",)) == Place("a.yaml", WHOLE, 1)
