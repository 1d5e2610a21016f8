"""Changes the bytes of a file at random, in the ways that break what reads it."""

import re
from random import Random

TRICKS = [
    b"", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\x1b[31m", b"\xc2\x9b31m", b"\xe2\x80\xae",
    b"\xe2\x80\x8b", b"\xcc\x81" * 50, b"\xf3\xa0\x80\x81", b"\r", b"\r\n", b"\xe2\x80\xa8", b"\x85", b"\t", b"'",
    b'"', b"\\", b"{", b"[", b"}", b": ", b"- ", b"# ", b"&a ", b"*a", b"!!python/name:os.system ", b"<<: ", b"? ",
    b"| ", b"> ", b"%YAML 9.9\n", b"---\n", b"...\n", b"1e999", b"-1e999", b".inf", b".nan", b"NaN", b"-Infinity",
    b"9" * 5000, b"0x1F", b"12:30", b"1_000", b"0", b"-1", b"null", b"~", b"yes", b"2026-02-30", b"$private", b"$",
    b"<script>alert(1)</script>", b"\\ud800", b"\\u0000", b"[" * 60, b"{" * 60, b"[" * 22 + b"]" * 22, b"x" * 5000,
]  # fmt: skip
"""What breaks parsers, terminals and arithmetic."""


def mutated(content: bytes, rng: Random) -> bytes:
    """Return a file's bytes with some of them changed."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        start, end = sorted((rng.randrange(len(content) + 1), rng.randrange(len(content) + 1)))
        end = min(end, start + rng.choice((1, 8, 80)))
        trick = rng.choice(TRICKS)
        match rng.randrange(9):
            case 0:
                content = content[:start] + bytes([rng.randrange(256)]) + content[start + 1 :]
            case 1:
                content = content[:start] + content[end:]
            case 2:
                content = content[:end] + content[start:]
            case 3:
                content = content[:start] + trick + content[start:]
            case 4:
                content = content[:start] + trick + content[end:]
            case 5:  # in place of a value
                if values := list(re.finditer(rb"(?<=[:\[,] )[^\n,\]}]+", content)):
                    value = rng.choice(values)
                    content = content[: value.start()] + trick + content[value.end() :]
            case 6:  # one line in place of another
                lines = content.split(b"\n")
                lines[rng.randrange(len(lines))] = rng.choice(lines)
                content = b"\n".join(lines)
            case 7:
                content = content[:start]
            case 8:
                text = content.decode("utf-8", "replace")
                content = rng.choice(
                    (
                        text.encode("utf-16"),
                        text.encode("utf-32"),
                        content.replace(b"\n", b"\r"),
                        content.replace(b"\n", b"\r\n"),
                        b"\xef\xbb\xbf" + content,
                        content * 2,
                    )
                )
    return content
