"""Text that came from outside, made safe to show."""

import unicodedata

# Cc: control characters and terminal escapes; Cf: invisible, among them the bidirectional overrides;
# Cs: lone surrogates; Co and Cn: private or unassigned; Zl and Zp: line breaks that terminals do not know.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_hidden(character: str) -> bool:
    """Tell whether a character steers a terminal, or hides in it, instead of showing."""
    return unicodedata.category(character) in _HIDDEN


def printable(text: str) -> str:
    """Return `text` with every hidden character but the line feed shown as its escape, such as `\\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if character == "\n" or not is_hidden(character) else character.encode("unicode_escape").decode()
        for character in text
    )
