"""Long output on a terminal, page by page."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress

from rich.console import Console

from coder_readiness.system import ctrl_c_for_another


def show_paged(console: Console, print_it: Callable[[], None], leaving: str) -> bool:
    """Show on a terminal what is printed in `$PAGER`, or else in `less`, where it is taller than the screen.

    `leaving` says what it is to leave the pager. Return whether it was shown in one.
    """
    pager = _pager() if console.is_terminal and os.isatty(0) and os.isatty(1) else []
    if not pager:
        print_it()
        return False
    with console.capture() as captured:
        print_it()
    text = captured.get()
    shown = text.count("\n") >= console.height and _show(text, console.encoding, pager, leaving)
    if not shown:
        console.file.write(text)
    return shown


def _pager() -> list[str]:
    """Return the pager's command line; empty where there is none."""
    if os.environ.get("TERM", "") in {"", "dumb"}:
        return []
    try:
        chosen = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that is never closed
        return []
    return chosen if chosen and shutil.which(chosen[0]) else []


def _show(text: str, encoding: str, pager: list[str], leaving: str) -> bool:
    """Return whether the pager could be started; it has then been left, too."""
    # As git does it: show colors, and leave what was read on the screen; and say which keys there are, of which b does
    # nothing on the first page. Ctrl-C leaves, too, and so does Enter at the end. In its secure mode less writes no
    # file, starts no editor and runs no command.
    more = f"Space = more, ?n:b = back, .q = {leaving}"
    keys = rf"FRKXePsKeys\: ?eEnter or q = {leaving} (the end):{more}$"
    environment = {"LESS": keys, **os.environ, "LESSSECURE": "1"}
    if encoding.lower() == "utf-8":  # whatever the locale says, which is all that less goes by
        environment.setdefault("LESSCHARSET", "utf-8")
    with ctrl_c_for_another():
        try:
            process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)
        except OSError:
            return False
        with suppress(KeyboardInterrupt):  # whatever ends us, the pager has the terminal until it is left
            process.communicate(text.encode(encoding, "replace"))
        while True:
            with suppress(KeyboardInterrupt):
                process.wait()
                return True
