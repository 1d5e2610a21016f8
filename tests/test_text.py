"""Text from outside is safe to show."""

import pytest

from coder_readiness.text import is_hidden, printable


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


def test_what_is_printable_can_always_be_encoded() -> None:
    everything = "".join(map(chr, range(0x110000)))
    shown = printable(everything)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert [character for character in shown if is_hidden(character)] == ["\n"]


@pytest.mark.parametrize("character", ["\n", "\x1b", "\x9b", "\u061c", "\u2066", "\u00ad", "\udfff", "\uffff"])
def test_hidden_characters(character: str) -> None:
    assert is_hidden(character)


@pytest.mark.parametrize("character", ["a", " ", "\u00a0", "é", "\u0301", "€", "漢"])
def test_shown_characters(character: str) -> None:
    assert not is_hidden(character)
