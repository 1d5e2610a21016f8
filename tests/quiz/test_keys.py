"""What a terminal sends, as keys: reports are swallowed whole, however they are split, and keys mean what they mean."""

import codecs
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input.base import DummyInput
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from coder_readiness.quiz.keys import LONGEST_PASTE, KeyDecoder, key_of, read_with_decoder
from tests.terminals import REPORTS, in_pieces, made_up_sequence


def keys_in(*chunks: str) -> list[str]:
    """Return the keys in what was read, chunk by chunk."""
    pressed: list[KeyPress] = []
    decoder = KeyDecoder(pressed.append)
    for chunk in chunks:
        decoder.feed(chunk)
    return [key.data if key.key == Keys.BracketedPaste else str(getattr(key.key, "value", key.key)) for key in pressed]


def from_bytes(sent: bytes) -> str:
    """Return bytes as Python reads them from a terminal."""
    return sent.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("2\r", ["2", "c-m"]),
        ("sS?é", ["s", "S", "?", "é"]),
        ("\u00a0\u202f\u3000\u2028", [" "] * 4),
        ("\x03\x04\x1a\x7f\b\t\n", ["c-c", "c-d", "c-z", "c-h", "c-h", "c-i", "c-j"]),
        ("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", ["up", "down", "right", "left", "home", "end"]),
        ("\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", ["up", "down", "right", "left", "home", "end"]),
        ("\x1b[1~\x1b[3~\x1b[4~\x1b[7~\x1b[8~", ["home", "delete", "end", "home", "end"]),
        ("\x1bOp\x1bOy\x1bOM\x1bOn\x1bOl", ["0", "9", "c-m", ".", ","]),
        ("\x1b[200~1\r2\x1b[201~3", ["1\r2", "3"]),
        ("\x1b[200~no end\x03", ["c-c"]),
        # kitty: the key, the locks, what else is held, whether it went down, was held or went up again
        ("\x1b[99;5u\x1b[100;5u\x1b[13u\x1b[122;5u", ["c-c", "c-d", "c-m", "c-z"]),
        ("\x1b[99;69u\x1b[99;133u\x1b[99:67;5u\x1b[1089::99;5u", ["c-c"] * 4),
        ("\x1b[99;6u\x1b[99;7u\x1b[99;13u\x1b[1089;5u", []),
        ("\x1b[50u\x1b[50;1u\x1b[50;129u\x1b[50;1:1u\x1b[50;1:2u", ["2"] * 5),
        ("\x1b[50;1:3u\x1b[13;1:3u\x1b[99;5:3u\x1b[1;1:3A", []),
        ("\x1b[50;3u\x1b[50;5u\x1b[50;9u\x1b[50;2u", []),
        (
            "\x1b[57399u\x1b[57408u\x1b[57409u\x1b[57414u\x1b[57419u\x1b[57420;129u",
            ["0", "9", ".", "c-m", "up", "down"],
        ),
        ("\x1b[97;2u\x1b[97:65;2u\x1b[47:63;2u\x1b[38:49;2u\x1b[97;;97u\x1b[97;2;65u", ["A", "A", "?", "1", "a", "A"]),
        ("\x1b[97;5u\x1b[38;2;49u\x1b[50;1;0u", ["c-a", "1", "2"]),
        ("\x1b[13;2u\x1b[32;2u\x1b[127u\x1b[9u\x1b[27u\x1b[57358u\x1b[57441u", ["c-m", " ", "c-h", "c-i", "escape"]),
        ("\x1b[1;1A\x1b[1;129B\x1b[1;2C\x1b[1;5D\x1b[1;3A\x1b[3;1:2~", ["up", "down", "right", "delete"]),
        # modifyOtherKeys
        ("\x1b[27;5;99~\x1b[27;5;100~\x1b[27;1;13~\x1b[27;2;13~\x1b[27;1;50~", ["c-c", "c-d", "c-m", "c-m", "2"]),
        ("\x1b[27;2;63~\x1b[27;5;67~\x1b[27;6;67~\x1b[27;3;50~", ["?", "c-c"]),
        ("\x1b[27;5~\x1b[27;5;99u\x1b[3;5;99~", []),
        # what is no key
        ("\x1b\x1b[A", ["up"]),
        ("\x1b2\x1bs\x1bq\x1b\r", []),
        ("\x1b[M !!2", ["2"]),
        ("\x1b[<0;12;13M\x1b[<0;12;13m\x1b[96;14;13M2", ["2"]),
        ("\x1b[[A2", ["2"]),
        ("\x1bO5A\x1bO1;5P\x1bO22", ["2"]),
        ("\x1b[2 q\x1bO5Z\x1b(B\x1b#8\x1b F2", ["2"]),
        (f"\x1b[99;5{':1' * 40}u\x1b[50{';' * 60}u2", ["2"]),  # longer than anything that means a key
        ("\x1bN22", ["2"]),
        ("\u200b\x00\udcff\x85", []),
        # 8 bits, as UTF-8 and as they are
        ("\x9bA\x9b99;5u\x9d11;rgb:3030/3434/4646\x9c2", ["up", "c-c", "2"]),
        (from_bytes(b"\x9bA\x9b99;5u\x9d11;rgb:3030/3434/4646\x9c\x8fM"), ["up", "c-c", "c-m"]),
        (from_bytes(b"\x90>|tmux 3.4\x9c\x9fGi=31;OK\x9c\x9eq\x9c\x98s\x9c2"), ["2"]),
        # what breaks off a sequence
        ("\x1b]11;rgb:\x03", ["c-c"]),
        ("\x1b[12\x04", ["c-d"]),
        ("\x1bP>|x\x1b[A", ["up"]),
        ("\x1bP>|x\r2\r", ["2", "c-m"]),
        ("\x1b[1\r2", ["2"]),
        ("\x1bP\x07s2\x1b\\3", ["3"]),
        (f"\x1b[{'9' * 5000}u\x1b[1114112u\x1b[55296u\x1b[57344u2", ["2"]),
    ],
)
def test_what_is_sent_as_keys(sent: str, keys: list[str]) -> None:
    assert keys_in(sent) == keys
    assert keys_in(*sent) == keys


UNFINISHED = (
    *(
        "\x1b",
        "\x1b(",
        "\x1b[",
        "\x1b[1;5",
        "\x1b[M",
        "\x1b[M !",
        "\x1b[[",
        "\x1bN",
        "\x1bO",
        "\x1bO5",
        "\x1bO1;",
        "\x1b]",
    ),
    *("\x1b]11;rgb:", "\x1bP>|x", "\x1b_Gi=31;OK", "\x1b^", "\x1bX", "\x9b1", "\x8f", "\x9d", "\x90"),
)


@pytest.mark.parametrize("unfinished", UNFINISHED)
def test_a_sequence_that_is_not_finished_takes_no_key_to_leave_and_no_other_sequence(unfinished: str) -> None:
    assert keys_in(f"{unfinished}\x03", "2") == ["c-c", "2"]
    assert keys_in(f"{unfinished}\x04", "2") == ["c-d", "2"]
    assert keys_in(f"{unfinished}\x1b[A", "2") == ["up", "2"]


@pytest.mark.parametrize("report", REPORTS)
def test_no_report_of_a_terminal_is_a_key(report: bytes) -> None:
    assert keys_in(from_bytes(report)) == []
    assert keys_in(from_bytes(report) + "2") == ["2"]


def test_an_escape_alone_is_no_part_of_what_follows() -> None:
    pressed: list[KeyPress] = []
    decoder = KeyDecoder(pressed.append)
    decoder.feed("\x1b")
    decoder.flush()
    decoder.feed("2")
    assert [key.key for key in pressed] == [Keys.Escape, "2"]
    decoder.feed("\x1b]11;rgb:")  # however long the rest of a report takes
    decoder.flush()
    decoder.feed("1010/2020/3030\x07")
    decoder.feed("\x1b]1")  # and however little of it came before that
    decoder.flush()
    decoder.feed("1;rgb:1010/2020/3030\x07")
    assert len(pressed) == 2
    decoder.feed("\x1b]")
    decoder.reset()
    decoder.feed("3")
    assert [key.key for key in pressed] == [Keys.Escape, "2", "3"]


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        ("\x1b[50", "u3", ["3"]),
        ("\x1b[200~1", "\r\x1b[201~3", ["3"]),
        ("\x1b]11;rgb:", "0/0/0\x073", ["3"]),
        ("\x1b[99", ";5u3", ["c-c", "3"]),
        ("\x1b[50u", "3", ["2", "3"]),
    ],
)
def test_what_had_started_when_keys_are_dropped_is_none(before: str, after: str, keys: list[str]) -> None:
    pressed: list[KeyPress] = []
    decoder = KeyDecoder(pressed.append)
    decoder.feed(before)
    decoder.drop()
    decoder.feed(after)
    assert [getattr(press.key, "value", press.key) for press in pressed] == keys


def test_typing_ends_a_report_that_never_ends() -> None:
    """A key that comes alone between two pauses is typed; whatever comes together is the rest of the report."""
    pressed: list[KeyPress] = []
    decoder = KeyDecoder(pressed.append)
    decoder.feed("\x1b]4;0;rgb:0000/0000/0000")
    for rest in ("10", "/2020/30"):
        decoder.flush()
        decoder.feed(rest)
    assert pressed == []
    decoder.reset()
    decoder.feed("\x1bP>|x")
    decoder.flush()
    decoder.feed("2")
    decoder.flush()
    decoder.feed("\r")
    assert [key.key for key in pressed] == ["2", "c-m"]


def test_a_long_paste_is_cut_and_its_end_is_found() -> None:
    beginning = "x" * (LONGEST_PASTE - 1) + "y"
    assert keys_in(f"\x1b[200~{beginning}{'z' * 100_000}\x1b[201~2") == [beginning, "2"]


def test_an_input_that_is_no_terminal_is_left_as_it_is() -> None:
    read_with_decoder(DummyInput())


@given(st.randoms(use_true_random=False))
def test_sequences_are_swallowed_whole_however_they_are_split(random: Random) -> None:
    """The keys between them are found."""
    sequences = [made_up_sequence(random) if random.random() < 0.7 else random.choice(REPORTS) for _ in range(5)]
    sent = b"2".join([b"", *sequences, b""])
    assert keys_in(from_bytes(sent)) == ["2"] * 6
    read = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    assert keys_in(*(read.decode(piece) for piece in in_pieces(sent, random))) == ["2"] * 6


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("\x1b[]OP_^XN;:?<0123456789uM~$\x9b\x9d\x90\x9c\x07\r\x03"))
)
def test_whatever_is_sent_it_can_be_left_and_nothing_hangs(sent: str) -> None:
    assert keys_in(sent + "\x03")[-1] == "c-c"
    assert keys_in(*sent) == keys_in(sent)
    assert keys_in(sent + "\r\x1b[A")[-1] == "up"


@given(st.text("0123456789:;?<", max_size=30), st.characters(min_codepoint=0x40, max_codepoint=0x7E))
def test_no_parameters_are_too_odd(parameters: str, final: str) -> None:
    key_of(parameters, final)
