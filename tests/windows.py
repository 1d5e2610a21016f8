"""What a person sees in a window."""

import pyte


def shown(screen: pyte.Screen) -> str:
    """Return a screen without the blank at the ends of lines.

    A wide character fills two cells, of which the second holds nothing. `display` measures each character again, which
    takes many times as long.
    """
    blank, columns = screen.default_char, range(screen.columns)
    rows = (screen.buffer[row] for row in range(screen.lines))
    return "\n".join("".join([row.get(column, blank).data for column in columns]).rstrip() for row in rows)
