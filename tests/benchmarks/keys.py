"""Sends so many generated sequences to questions in a terminal, and counts what became of them; run by hand:

python -m tests.benchmarks.keys [COUNT] [SEED]

Each question gets reports of terminals and made-up sequences before it is drawn and between the keys that answer it,
read in pieces. An answer is lost if the keys do not give it, and forged if anything else gives one.
"""

import itertools
import sys
import time
from random import Random

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input

from coder_readiness import system
from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.questions.choices import ChosenQuestion, TickedQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Move, Prompt
from coder_readiness.quiz.terminal import TerminalAsker
from coder_readiness.scoring.draw import shown_options
from tests.terminals import REPORTS, in_pieces, made_up_sequence
from tests.typist import Output, Typist

ENTER = [b"\r", b"\x1b[13u", b"\x1b[27;1;13~", b"\x1bOM"]
HURRIED = [b"", b"2\r", b"\r" * 20, b"s", b"b", b"q", b"\x1b]11;rgb:", b"\x1b[200~2\r"]
REST = {b"\x1b]11;rgb:": b"0/0/0\x07", b"\x1b[200~2\r": b"\x1b[201~"}
"""What ends a sequence that started before the question was drawn."""


def main(count: int, seed: int) -> None:
    """Ask until so many sequences are sent, and print what went wrong."""
    system.ticks = itertools.count().__next__  # a second between two keys, so that none is taken for one that is held
    random = Random(seed)
    questions = list(load_bank().questions.values())
    failed = {"lost": 0, "forged": 0, "traceback": 0}
    asked = sent = 0
    slowest, started = 0.0, time.perf_counter()
    while sent < count:
        begun = time.perf_counter()
        outcome, sequences = _ask(random, random.choice(questions))
        slowest = max(slowest, time.perf_counter() - begun)
        asked, sent = asked + 1, sent + sequences
        if outcome:
            failed[outcome] += 1
    took = time.perf_counter() - started
    print(f"{sent} sequences at {asked} questions in {took:.0f} s, the slowest {slowest:.2f} s (a hang is lost)")
    print(f"{failed}; seed {seed}")


def _ask(random: Random, question: Question) -> tuple[str, int]:
    """Return what went wrong with one question, "" if it was answered as the keys say, and the sequences sent."""
    prompt = Prompt(question, shown_options(question, 3), "Here", "It matters.")
    keys, expected = _keys(random, prompt)
    hurried = random.choice(HURRIED)
    noises = [_noise(random) for _ in range(len(keys) + 1)]
    count = sum(map(len, noises))
    noise = [b"".join(one) for one in noises]
    sent = REST.get(hurried, b"") + b"".join(before + key for before, key in zip(noise, keys, strict=False))
    with create_pipe_input() as source, create_app_session(input=source, output=(output := Output())):
        output.size = output.size._replace(rows=60)  # so that every question fits
        source.send_bytes(noise[-1] + hurried)
        Typist(output, source).type_in_pieces(in_pieces(sent, random))
        try:
            reply = TerminalAsker().ask(prompt)
        except AssertionError:
            return "lost", count
        except Exception:
            return "traceback", count
    return ("" if reply == expected else "forged"), count


def _noise(random: Random) -> list[bytes]:
    return [
        random.choice(REPORTS) if random.random() < 0.5 else made_up_sequence(random)
        for _ in range(random.randrange(13))
    ]


def _keys(random: Random, prompt: Prompt) -> tuple[list[bytes], Answer | Move]:
    """Return the keys that answer a question, and the answer."""
    enter = random.choice(ENTER)
    match prompt.question:
        case _ if random.random() < 0.1:
            return ([b"s"] if prompt.choices else [b"s", enter]), SKIP
        case TickedQuestion():
            number = random.randrange(len(prompt.choices))
            return [_digit(random, number + 1), enter], (str(prompt.choices[number].value),)
        case ChosenQuestion():
            number = random.randrange(len(prompt.choices))
            return [_digit(random, number + 1), enter], prompt.choices[number].value
    return [b"b", enter], Move.BACK


def _digit(random: Random, number: int) -> bytes:
    code = ord("0") + number
    return random.choice(
        [b"%d" % number, b"\x1b[%du" % code, b"\x1b[27;1;%d~" % code, b"\x1bO%c" % (ord("p") + number)]
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["20000", "1"][len(sys.argv) - 1 :])[:2]))
