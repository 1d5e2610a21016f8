"""Writes commands so that they work when typed, however the program was started."""

import re
import shlex
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from coder_readiness.text import printable

NAME = "coder-readiness"


@cache
def how_started(*, anywhere: bool = False) -> str:
    """Return what a person types to start the program again in the same way, in this folder or `anywhere`."""
    import shutil

    script = Path(sys.argv[0])
    name = str(script.absolute()) if anywhere else sys.argv[0]
    if script.name == "__main__.py":
        if anywhere:
            return f"{quoted(sys.executable)} -m coder_readiness"
        names = ("python", "python3", Path(sys.executable).name)
        pythons = (name for name in names if shutil.which(name) == sys.executable)
        return f"{next(pythons, quoted(sys.executable))} -m coder_readiness"
    if script.stem != NAME:
        return NAME
    found = shutil.which(NAME)
    try:
        return NAME if found and script.samefile(found) else quoted(name)
    except OSError:  # on Windows the script's name may lack its ending
        return NAME if found else quoted(name)


def quoted(argument: str) -> str:
    """Return an argument, or an option with its value, quoted for the shell."""
    option, value = "", argument
    if argument.startswith("--") and "=" in argument:
        option, _, value = argument.partition("=")
        option += "="
    if sys.platform == "win32":
        import subprocess

        return option + subprocess.list2cmdline([value])
    return option + shlex.quote(value)


def typed(command: str, options: Sequence[str] = (), *, anywhere: bool = False) -> str:
    """Return a command as a person types it in this folder or `anywhere`, with those options that it lacks."""
    wanted = [
        option for option in options if option.partition("=")[0] not in command and not command.endswith("--help")
    ]
    return printable(" ".join(filter(None, [how_started(anywhere=anywhere), command, *map(quoted, wanted)])))


def with_typed_commands(message: str, options: Sequence[str] = ()) -> str:
    """Return a message in which each command in backticks can be typed as it is, with its options."""
    return re.sub(rf"`{NAME} ([^`]+)`", lambda found: f"`{typed(found[1], options)}`", message)
