"""What terminals send of their own accord: reports as their manuals give them, and sequences made up after ECMA-48."""

from random import Random

REPORTS = [
    # xterm (invisible-island.net/xterm/ctlseqs): colors, attributes, status, sizes, modes, strings it was asked for
    b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;rgb:3030/3434/4646\x07",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    b"\x1b[>41;388;0c",
    b"\x1bP!|00000000\x1b\\",
    b"\x1bP>|XTerm(388)\x1b\\",
    b"\x1b[0n",
    b"\x1b[24;80R",
    b"\x1b[?24;80;1R",
    b"\x1b[?13n",
    b"\x1b[8;24;80t",
    b"\x1b[4;600;800t",
    b"\x1b[6;18;9t",
    b"\x1b[1t",
    b"\x1b]lcoder-readiness - 2 of 5 questions\x1b\\",
    b"\x1b]L2b or not 2b?\x1b\\",
    b"\x1b[?2026;2$y",
    b"\x1bP1$r0;1m\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP0+r\x1b\\",
    b"\x1b[2;1;1;112;112;1;0x",
    b"\x1b[?1;0;256S",
    b"\x1b[>4;2m",
    b"\x1bP1!~0000\x1b\\",
    b"\x1b]52;c;MiBzIHEgYg==\x07",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[<0;33;12M\x1b[<0;33;12m",
    b"\x1b[M !!",
    b"\x1b[1;5R",
    b"\x1b[23;2~",
    # kitty (sw.kovidgoyal.net/kitty): graphics, keyboard flags, notifications, color scheme, sizes
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[?31u",
    b"\x1b[?62;52;c",
    b"\x1b[>1;4000;32c",
    b"\x1bP>|kitty(0.32.2)\x1b\\",
    b"\x1b]99;i=1:p=?;a=focus\x1b\\",
    b"\x1b]21;foreground=rgb:ff/ff/ff;background=rgb:22/22/22\x1b\\",
    b"\x1b[?997;1n",
    b"\x1b[48;24;80;600;800t",
    b'\x1bP@kitty-cmd{"ok": true, "data": "2"}\x1b\\',
    # iTerm2 (iterm2.com/documentation-escape-codes.html)
    b"\x1b]4;-2;rgb:1414/1919/1e1e\x07",
    b"\x1b]1337;ReportCellSize=22.0;10.0;2.0\x1b\\",
    b"\x1b]1337;ReportVariable=MjI=\x07",
    b"\x1b]1337;Capabilities=T3CwLrMSc7UUw9Ts3BFGsSyHNoSx\x07",
    b"\x1b[?64;1;2;4;6;17;18;21;22c",
    b"\x1b[>64;2500;0c",
    b"\x1bP>|iTerm2 3.5.0\x1b\\",
    # WezTerm
    b"\x1b[?65;4;6;18;22c",
    b"\x1b[>1;277;0c",
    b"\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\",
    # VS Code (xterm.js)
    b"\x1b[?1;2c",
    b"\x1b[>0;276;0c",
    b"\x1bP>|xterm.js(5.6.0-beta.64)\x1b\\",
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    b"\x1b]633;P;Cwd=/home/2/s\x07",
    # tmux and screen
    b"\x1b[?1;2;4c",
    b"\x1b[>84;0;0c",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1b[>83;40900;0c",
    # Windows Terminal (github.com/microsoft/terminal)
    b"\x1b[?61;6;7;22;23;24;28;32;42c",
    b"\x1b[?1;0c",
    b"\x1b[>0;10;1c",
    b"\x1b[13;28;13;1;0;1_\x1b[50;3;50;1;0;1_",
    # others
    b"\x1b[?65;1;9c",
    b"\x1b[>65;6003;1c",
    b"\x1b[?6c",
    b"\x1b/Z",
]


def made_up_sequence(random: Random) -> bytes:
    """Return a whole sequence that no key sends, in 7 or in 8 bits."""
    kind = random.choice(("control", "private", "string", "shift", "short", "intermediate"))
    if kind in {"control", "private"}:
        marker = random.choice("?<=>") if kind == "private" else ""
        parameters = "".join(random.choices("0123456789;:", k=random.randrange(12)))
        intermediates = "".join(random.choices(" !\"#$%&'()*+,-./", k=random.randrange(3)))
        finals = "EGIJKLNOPQRSTUVWXYZ\\]^_`abcdefghijklmnopqrstvwxyz{|}" + "@ABCDHFu~" * (kind == "private")
        return _introduced("[", random) + f"{marker}{parameters}{intermediates}{random.choice(finals)}".encode()
    if kind == "string":
        introducer = random.choice("]PX^_")
        text = "".join(random.choices("0123456789;:/=abcqsrgb?|>+-{}\"'é語 ", k=random.randrange(40)))
        ends = [b"\x1b\\", b"\x9c", *([b"\x07"] if introducer == "]" else [])]
        return _introduced(introducer, random) + text.encode() + random.choice(ends)
    if kind == "shift":
        return _introduced("O", random) + random.choice("PQRSTUVWEGabcdefghiz@").encode()
    if kind == "short":
        return (
            b"\x1b" + random.choice("0123456789:;<=>?@ABCDEFGHIJKLMQRSTUVWYZ\\`abcdefghijklmnopqrstuvwxyz{|}~").encode()
        )
    return b"\x1b" + random.choice("!#%()*+-./ ").encode() + random.choice("0123456789ABKFG@").encode()


def _introduced(introducer: str, random: Random) -> bytes:
    """Return ESC and an introducer, or the one byte that is the same."""
    return b"\x1b" + introducer.encode() if random.random() < 0.7 else bytes([ord(introducer) + 0x40])


def in_pieces(sent: bytes, random: Random) -> list[bytes]:
    """Return what is sent as several reads may bring it."""
    ends = sorted(random.sample(range(len(sent) + 1), min(len(sent), random.randrange(4))))
    return [sent[start:end] for start, end in zip([0, *ends], [*ends, len(sent)], strict=True)]
