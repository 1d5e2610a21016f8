"""Starts the program: `python -m coder_readiness`, and what the command `coder-readiness` runs.

One message says what keeps the program from starting, so any version of Python must be able to read this file.
"""

import sys


def run() -> int:
    """Run the program and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - a checkout may be run with any Python
        sys.stderr.write("coder-readiness: This program needs Python 3.11 or newer.\n")
        return 2
    try:
        from coder_readiness.cli.main import main
    except KeyboardInterrupt:
        return 130
    except ImportError as error:
        from coder_readiness.errors import not_installed

        sys.stderr.write("coder-readiness: " + not_installed(error) + "\n")
        return 2
    return main()


if __name__ == "__main__":
    sys.exit(run())
