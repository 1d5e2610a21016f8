"""Starts the program in a pseudo-terminal as a copy of a process that has imported it, which is quicker."""

import fcntl
import itertools
import multiprocessing
import os
import pty
import struct
import sys
import termios
import weakref
from multiprocessing.connection import Connection
from pathlib import Path

from pexpect.fdpexpect import fdspawn

from coder_readiness import system
from coder_readiness.cli.main import main

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.preloaded"])


class Forked(fdspawn):  # type: ignore[misc]  # pexpect has no types
    """A copy that runs the program with the parameters and the means of `pexpect.spawn`."""

    def __init__(
        self, arguments: tuple[str, ...], cwd: Path, env: dict[str, str], dimensions: tuple[int, int], timeout: int
    ) -> None:
        own, given = pty.openpty()
        super().__init__(own, timeout=timeout)
        self.setwinsize(*dimensions)
        terminal = Connection(given)  # which a process can be handed
        self.process = _context.Process(target=_run, args=(terminal, arguments, cwd, env), daemon=True)
        self.process.start()
        weakref.finalize(self, self.process.kill)
        terminal.close()

    def setwinsize(self, lines: int, columns: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def close(self, force: bool = False) -> None:
        """Close the terminal, and end the program if it has to be forced."""
        super().close()
        if force:
            self.process.kill()

    def kill(self, number: int) -> None:
        """Send a signal."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, number)

    def wait(self) -> None:
        """Wait until the program has ended, and note how."""
        self.process.join()
        code = self.process.exitcode
        assert code is not None
        self.exitstatus, self.signalstatus = max(code, 0), max(-code, 0)


def _run(terminal: Connection, arguments: tuple[str, ...], cwd: Path, env: dict[str, str]) -> None:
    """Be the program: in a session of its own, whose terminal this is."""
    os.chdir(cwd)
    os.setsid()
    fcntl.ioctl(terminal.fileno(), termios.TIOCSCTTY, 0)
    for stream in (0, 1, 2):
        os.dup2(terminal.fileno(), stream)
    terminal.close()
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env, PROMPT_TOOLKIT_NO_CPR="1")  # which the program has set when it was imported
    system.ticks = itertools.count().__next__
    sys.argv = ["-c", *arguments]  # as if Python had been told here what to run
    sys.exit(main(list(arguments), new_seed=lambda: 3))
