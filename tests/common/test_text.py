"""Text is safe to show, and wrapped to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from coder_readiness.text import cells, first_hidden, is_hidden, printable, wrapped


@pytest.mark.parametrize(
    "text",
    ["", "plain", "two\nlines", "Ménière", "naïve “quoted” … €", "日本語", "a\u0301 combining", "😀", "  spaces  "],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\x00b", "a\\x00b"),
        ("a\rb", "a\\rb"),
        ("a\tb", "a\\tb"),
        ("a\x7fb", "a\\x7fb"),
        ("a\x9bb", "a\\x9bb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("\ufeffa", "\\ufeffa"),
        ("\ud800", "\\ud800"),
        ("\ue000", "\\ue000"),
        ("\U000e0041", "\\U000e0041"),
        ("kept\n\x07", "kept\n\\x07"),
    ],
)
def test_what_steers_a_terminal_or_hides_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


ALL_CHARACTERS = [chr(code) for code in (*range(0x33500), *range(0xE0000, 0xE0200), 0xF0000, 0xFFFFD, 0x10FFFF)]
"""All that have a meaning, and some of those that are left to private use."""


def test_what_is_printable_can_always_be_encoded() -> None:
    everything = "".join(ALL_CHARACTERS)
    shown = printable(everything)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert [character for character in shown if is_hidden(character)] == ["\n"]


@pytest.mark.parametrize("character", ["\n", "\x1b", "\x9b", "\u061c", "\u2066", "\u00ad", "\udfff", "\uffff"])
def test_hidden_characters(character: str) -> None:
    assert is_hidden(character)


@pytest.mark.parametrize("character", ["a", " ", "\u00a0", "é", "\u0301", "€", "漢"])
def test_shown_characters(character: str) -> None:
    assert not is_hidden(character)


def test_the_first_hidden_character_is_found_wherever_it_stands() -> None:
    wrong = [
        one for one in ALL_CHARACTERS if first_hidden(f"a\n{one}") != (one if is_hidden(one) and one != "\n" else "")
    ]
    assert wrong == []
    assert first_hidden("a\u00a0b\x07c\x1b") == "\x07"


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937, \u0930\u094d\u200c\u0915",  # Hindi
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala
        "\U0001f469\u200d\u2695\ufe0f \U0001f468\U0001f3fd\u200d\U0001f4bb \u2764\ufe0f\u200d\U0001f525",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
    ],
)
def test_what_joins_letters_or_pictures_hides_nothing(text: str) -> None:
    assert (first_hidden(text), printable(text)) == ("", text)


@pytest.mark.parametrize(
    "text",
    [
        "a\u200db",
        "\u200dab",
        "م\u200c",
        "م\u200c a",
        "م\u200c\u200cخ",
        "1\u200d2",
        "a\U000e0067\U000e007f",
        "🏴\U000e0067\U000e0062",
        "م\u202eخ",
        "م\u200c\nخ",
        "中\u200b文",
    ],
)
def test_what_joins_nothing_is_hidden(text: str) -> None:
    assert first_hidden(text) != ""
    assert printable(text) != text


@pytest.mark.parametrize("text", ["plain", "Ménière", "me\u0301nie\u0300re", "日本語 text", "ﾊﾝｶｸ", "😀", "“quoted” €"])
def test_columns_are_counted_as_the_terminal_library_counts_them(text: str) -> None:
    assert cells(text) == get_cwidth(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["- "]),
        ("one  two", ["- one  two"]),
        ("one two three four", ["- one two", "  three", "  four"]),
        ("  one  two   three ", ["- one two", "  three"]),
        ("one\ntwo", ["- one two"]),
        ("1234567890 1", ["- 12345678", "  90 1"]),
        ("日本語日本語 é", ["- 日本語日", "  本語 é"]),
        (
            "e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301",
            ["- e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301"],
        ),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10, "- ").split("\n") == lines


@given(st.lists(st.text("ab日é\u0301-", min_size=1, max_size=30)), st.integers(4, 90))
def test_wrapping_loses_nothing_and_is_never_too_wide(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width, "  ").split("\n")
    assert "".join("".join(lines).split()) == "".join(words)
    assert max(map(cells, lines)) <= width
    if all(cells(word) <= width - 2 for word in words):
        assert " ".join(lines).split() == words


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("ab", 2),
        ("\u8a9e", 2),
        ("e\u0301", 1),
        ("\U0001f469\u200d\u2695\ufe0f", 2),
        ("\u2764\ufe0f", 2),
        ("a\t\u8a9e", 3),
    ],
)
def test_what_is_drawn_as_one_takes_the_columns_of_one(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize("width", [-1, 0, 3, 4])
def test_an_indent_as_wide_as_the_line_leaves_room_for_a_character(width: int) -> None:
    assert "".join(wrapped("one two \u8a9e", width, "10. ").split()) == "10.onetwo\u8a9e"
