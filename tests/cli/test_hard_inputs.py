"""Files up to the size limit that break parsers: each ends in a place and a message, in little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from coder_readiness.bank.files import LARGEST_FILE
from tests.paths import OTHER_BANK, ROOT

MOST_MEMORY = 200  # MB


def filled(start: str, unit: str, end: str = "") -> bytes:
    """Return as many units as the largest file holds."""
    return (start + unit * ((LARGEST_FILE - len(start) - len(end)) // len(unit)) + end).encode()


BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


def hard() -> dict[str, bytes]:
    """Return the content of each file: 150 MB, so that no other test has to bear them."""
    return {
        "bomb": BOMB.encode(),
        "nested-lists": filled("", "["),
        "nested-blocks": filled("", "- "),
        "nested-json": filled('{"answers": ', "[", ""),
        "nested-objects": filled("", '{"a":'),
        "long-key": filled("", "k", ": 1"),
        "long-number": filled("answers: ", "9"),
        "long-json-number": filled('{"seed": ', "9", "}"),
        "one-long-word": filled("a: ", "x"),
        "many-keys": "".join(f"k{number}: 1\n" for number in range(49_000)).encode(),
        "too-many-keys": "".join(f"k{number}: 1\n" for number in range(90_000)).encode(),
        "many-problems": ("questions: [" + "{type: single}," * 9_000 + "]").encode(),
        "same-keys": filled("", "k: 1\n"),
        "same-json-keys": filled('{"answers": {', '"k":1,', '"k":1}}'),
        "late-json-key": ('{"answers": {' + "".join(f'"{n}":1,' for n in range(100_000)) + '"99999":1}}').encode(),
        "many-items": filled("a: [", "1,", "1]"),
        "many-documents": filled("", "--- a\n"),
        "many-quotes": filled("a: ", "'' "),
        "many-comments": filled("", "# x\n"),
        "combining": filled("a: x", "\u0301"),
        "bidi": filled("a: ", "\u202e"),
        "zeros": b"\0" * LARGEST_FILE,
        "utf-16": ("answers: " + "x" * (LARGEST_FILE // 2 - 20)).encode("utf-16"),
        "only-returns": filled("", "a: 1\r"),
        "too-large": b" " * (LARGEST_FILE + 1),
        "huge": b"x" * (64 << 20),
        "huge-line-of-json": b'{"answers": {}}\n{"answers": {"a": "' + b"x" * (64 << 20) + b'"}}\n',
    }


RUNNER = """
import sys
from pathlib import Path
from tests.running import outcome
bank, home, *names = sys.argv[1:]
for name in names:
    as_bank = name.endswith(".yaml")
    if as_bank:
        Path(name).rename(Path(bank, "hard.yaml"))
        ended = outcome("bank", "check", "--questions", bank, home=Path(home))
        Path(bank, "hard.yaml").unlink()
    else:
        ended = outcome("score", name, "--questions", bank, home=Path(home))
    used = next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(ended.code, used, f"{ended.seconds:.2f}", ended.err.split("\\n")[0][:300], sep="\\t")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
@pytest.mark.parametrize("kind", ["bank", "sheet"])
def test_the_hardest_files_are_refused_in_little_memory(tmp_path: Path, kind: str) -> None:
    bank = tmp_path / "bank"
    for path in OTHER_BANK.rglob("*.yaml"):
        copy = bank / path.relative_to(OTHER_BANK)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    end = ".yaml" if kind == "bank" else ".sheet"
    files: dict[str, Path] = {}
    for name, content in hard().items():
        files[name] = tmp_path / f"{name}{end}"
        files[name].write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(bank), str(tmp_path / "home"), *map(str, files.values())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    lines = dict(zip(files, done.stdout.splitlines(), strict=True))
    for name, line in lines.items():
        code, used, _, message = line.split("\t")
        place = f"{bank}/hard.yaml" if kind == "bank" else str(files[name])
        assert (name, code) == (name, "2")
        assert message.startswith((f"coder-readiness: {place}:", f"coder-readiness: {place} "))
        assert int(used) < MOST_MEMORY, lines
