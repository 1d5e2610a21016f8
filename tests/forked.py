"""Starts the program as a copy of a process that has imported it, which is quicker: in a terminal, or with pipes."""

import fcntl
import multiprocessing
import os
import pty
import struct
import subprocess
import sys
import termios
import weakref
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pexpect.fdpexpect import fdspawn

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
        self.process = _start((given, os.dup(given), os.dup(given)), arguments, cwd, env)
        weakref.finalize(self, self.process.kill)

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
        code = _code(self.process)
        self.exitstatus, self.signalstatus = max(code, 0), max(-code, 0)


def run(
    arguments: tuple[str, ...], env: Mapping[str, str], typed: str = "", user: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program through pipes, as `subprocess.run` does; `user` is one who is in no group and owns nothing."""
    (given, typing), (reading, printing), (hearing, telling) = (os.pipe() for _ in range(3))
    with os.fdopen(typing, "w") as lines:  # which a pipe has room for
        lines.write(typed)
    process = _start((given, printing, telling), arguments, Path.cwd(), env, user)
    with os.fdopen(reading) as out, os.fdopen(hearing) as err:
        printed, told = out.read(), err.read()
    return subprocess.CompletedProcess(arguments, _code(process), printed, told)


def _start(
    streams: tuple[int, int, int],
    arguments: tuple[str, ...],
    cwd: Path,
    env: Mapping[str, str],
    user: int | None = None,
) -> BaseProcess:
    """Start a copy, and give it its standard streams."""
    given = [Connection(stream) for stream in streams]  # which a process can be handed
    process = _context.Process(target=_run, args=(given, arguments, cwd, env, user), daemon=True)
    process.start()
    for stream in given:
        stream.close()
    return process


def _code(process: BaseProcess) -> int:
    """Wait until a copy has ended, and return its exit code, or its signal as a negative number."""
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _run(
    given: list[Connection], arguments: tuple[str, ...], cwd: Path, env: Mapping[str, str], user: int | None
) -> None:
    """Be the program: in a session of its own, whose terminal this is if it is one."""
    os.chdir(cwd)
    os.setsid()
    if os.isatty(given[0].fileno()):
        fcntl.ioctl(given[0].fileno(), termios.TIOCSCTTY, 0)
    for number, stream in enumerate(given):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
    sys.stderr = open(2, "w", errors="backslashreplace")  # noqa: SIM115
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    os.environ.clear()
    os.environ.update(env, PROMPT_TOOLKIT_NO_CPR="1")  # which the program has set when it was imported
    sys.argv = ["-c", *arguments]  # as if Python had been told here what to run
    sys.exit(main(list(arguments), new_seed=lambda: 3))
