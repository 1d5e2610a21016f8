"""What the program says about a mistake: its place, what is written there, and what to write instead."""

import re

import pytest

from tests.conftest import COMPETENCY, BankFolder

ASK = "    ask: Which ingredient slows yeast down?\n"
OPTION = "{id: sugar, label: A little sugar}"
TYPE = "    type: check\n    ask: Which in"
SPACE = "an ordinary space"
CUT = "Everything after # is left out as a comment. If it belongs to the text, quote the text."
SIGN = "Text without quotes can't start with"
COLON = "A colon isn't allowed here. Put quotes around text with a colon in it, or fix the indentation."
BRACKETS = "Put commas between the parts inside { and }, and quotes around text with a colon."
AFTER_BRACKET = "Something comes after the closing bracket. Remove it, or put quotes around all of it."
TYPES = 'must be "single", "several", "number", "check", "code" or "case"'
IDS = "can have only letters, digits and hyphens, but"


def asking(text: str) -> tuple[str, str]:
    return ASK, f"    ask: {text}\n"


def open_quote(quote: str) -> str:
    return f"The quote that opens here is never closed. Write {quote} at the end of its text."


def open_bracket(opening: str, closing: str) -> str:
    return f"The bracket {opening} that opens here is never closed. Add the closing {closing}."


def after_quote(quote: str) -> str:
    return f"The text continues after its closing quote. Quote all of it, and write {quote} for a quote inside."


def look_alike(name: str, meant: str) -> str:
    return f"{name} isn't allowed here. Write {meant} instead."


def answer(more: str) -> tuple[str, str]:
    return "    answer: salt\n", f"    answer: salt\n    {more}\n"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        # quotes
        (asking('"Which ingredient'), f"34:10: {open_quote(chr(34))}"),
        (asking("'Which ingredient"), f"34:10: {open_quote(chr(39))}"),
        (("because: Salt draws water.", 'because: "Salt draws water.'), f"40:14: {open_quote(chr(34))}"),
        (("title: Bread\n", '"title: Bread\n'), f"2:1: {open_quote(chr(34))}"),
        (asking('"Which" one?'), f"34:18: {after_quote(chr(92) + chr(34))}"),
        (asking('"He said "salt" once"'), f"34:20: {after_quote(chr(92) + chr(34))}"),
        (asking("'What's yeast?'"), f"34:16: {after_quote(chr(39) * 2)}"),
        (
            asking('"C:\\dough"'),
            "34:13: Inside double quotes, \\ has a special meaning. Write \\\\ instead, or use single quotes.",
        ),
        # signs of YAML
        *[
            (asking(f"{sign}salt"), f"34:10: {SIGN} {sign.strip()}. Put quotes around the text.")
            for sign in ("% ", "%", "`", "@", "& ", "* ", "*", "- ", "? ", "| ", "> ", ", ", "}", "]")
            if sign != "*"
        ],
        (asking("!salt"), "34:10: The tag !salt isn't allowed. Write a plain value, or quote text that starts with !"),
        (asking("{what} salt?"), f"34:17: {AFTER_BRACKET}"),
        (asking("[what] salt?"), f"34:17: {AFTER_BRACKET}"),
        # colons, hyphens, indentation
        (asking("Which: salt?"), f"34:15: {COLON}"),
        ((ASK, ASK.replace(": ", ":")), "34:5: Write a space after `ask:`."),
        ((ASK, ASK.replace(": ", " = ")), "34:5: Write `ask: ...`, with a colon and a space instead of =."),
        (
            (ASK, ASK.replace(": ", "\n")),
            '34:5: Write a colon after "ask". If it\'s part of the text above, indent this line instead.',
        ),
        (
            (ASK, ASK.replace(": ", " ")),
            "34:5: This line needs a name and a colon, such as `ask:`. If it's part of the text "
            "above, indent it instead.",
        ),
        (
            (ASK, ASK[1:]),
            "34:4: No line above starts with 3 spaces. Indent this one like the lines that belong with it.",
        ),
        ((ASK, f"  {ASK}"), f"34:10: {COLON}"),
        ((ASK, ASK.replace("    ", "\t")), "34:1: Tabs aren't allowed here. Use spaces."),
        (("  - id: bread-salt", "  -id: bread-salt"), "32:3: Write a space after the hyphen."),
        # what only looks like a sign
        ((ASK, ASK.replace(": ", ":\u00a0")), f"34:9: {look_alike('U+00A0 (no-break space)', 'an ordinary space')}"),
        ((ASK, ASK.replace(": ", "\uff1a")), f"34:8: {look_alike('U+FF1A (fullwidth colon)', ':')}"),
        ((ASK, ASK.replace("   ", "\u00a0  ", 1)), f"34:1: {look_alike('U+00A0 (no-break space)', SPACE)}"),
        ((ASK, ASK.replace("    ", "\u3000 ")), f"34:1: {look_alike('U+3000 (ideographic space)', SPACE)}"),
        (("  - id: bread-salt", "  \u2013 id: bread-salt"), f"32:3: {look_alike('U+2013 (en dash)', '-')}"),
        (
            ("  - id: bread-salt", "  -\u00a0id: bread-salt"),
            f"32:4: {look_alike('U+00A0 (no-break space)', 'an ordinary space')}",
        ),
        ((OPTION, OPTION.replace(", ", "\uff0c ")), f"36:19: {look_alike('U+FF0C (fullwidth comma)', ',')}"),
        ((OPTION, OPTION.replace("{", "\uff5b")), f"36:9: {look_alike('U+FF5B (fullwidth left curly bracket)', '{')}"),
        (
            ("covers: [P1]", "covers: [\u201cP1\u201d]"),
            f"5:10: bread: `covers` {IDS} \"“P1”\" has U+201C (left double quotation mark).",
        ),
        (
            ("answer: salt\n", "answer: s\u0430lt\n"),
            f"39:13: bread-salt: `answer` {IDS} \"s\u0430lt\" has U+0430 (cyrillic small letter a).",
        ),
        (
            ("id: bread\n", 'id: "bread\u200b"\n'),
            f"1:5: bread\\u200b: `id` {IDS} \"bread\\u200b\" has U+200B (zero width space).",
        ),
        (
            (ASK, f"<<<<<<< HEAD\n{ASK}=======\n{ASK}>>>>>>> mine\n"),
            "34:1: A merge left two versions here. Keep one, and remove the lines of <, = and >.",
        ),
        # brackets
        (("covers: [P1]", "covers: [P1"), f"5:9: {open_bracket('[', ']')}"),
        (("covers: [P1]", "covers: [P1)"), f"5:9: {open_bracket('[', ']')}"),
        (("covers: [P1]", "covers: [P1]]"), f"5:13: {AFTER_BRACKET}"),
        (("covers: [P1]", "covers: P1]"), "5:9: bread: `covers` must be a list, as in [P1]."),
        (("covers: [P1]", "covers: P1, P2"), "5:9: bread: `covers` must be a list, as in [P1, P2]."),
        ((OPTION, OPTION[:-1]), f"36:9: {open_bracket('{', '}')}"),
        ((OPTION, OPTION.replace(",", ";")), f"36:26: {BRACKETS}"),
        ((OPTION, OPTION.replace(",", "")), f"36:25: {BRACKETS}"),
        (
            (OPTION, OPTION.replace("}", ", sweet}")),
            "36:44: bread-salt: `sweet` has no value. If it's part of a text with a comma, "
            "put quotes around that text.",
        ),
        # signs inside brackets, and what lacks a hyphen
        ((OPTION, "{id: sugar, label: 'Baker's sugar'}"), f"36:35: {after_quote(chr(39) * 2)}"),
        ((OPTION, "{id: sugar, label: Tooth #3}"), f"36:33: {CUT}"),
        (
            ("      - {id: salt, label: A lot of salt}", "      {id: salt, label: A lot of salt}"),
            "37:7: Write a hyphen and a space before {, as in the items next to it.",
        ),
        (
            ("  - id: bread-salt", "    id: bread-salt"),
            "32:5: \"id\" appears twice, on lines 22 and 32. "
            "If the next item of a list starts here, write a hyphen before it.",
        ),
        (
            (TYPE, f"    <<: {{private: true}}\n{TYPE}"),
            "33:5: Merge keys (<<) aren't allowed. Write out the names and values.",
        ),
        (("questions:\n", "...\nquestions:\n"), "13:1: ... ends the file's content here. Remove this line."),
        (
            ("title: Bread", "title: Br\u2028ead"),
            "2:10: There's a hidden line break here: U+2028 (line separator). Remove it.",
        ),
        (
            ("questions:\n", "\ufeffquestions:\n"),
            "13:1: U+FEFF (zero width no-break space) isn't allowed here. Remove it.",
        ),
        # wrong kinds
        (
            (OPTION, "A little sugar"),
            "36:9: bread-salt: Each item of `options` must have names and values, as in `{id: ..., label: ...}`.",
        ),
        (
            ("answer: salt\n", "answer: [salt]\n"),
            "39:13: bread-salt: `answer` must be text, but it's a list. "
            "Write just one, or quote text that starts with [.",
        ),
        (
            ("label: A little sugar", "label: {sugar}"),
            "36:28: bread-salt: `label` must be text, but it's an object. "
            "Write just one, or quote text that starts with {.",
        ),
        (
            ("answer: salt\n", "answer: A lot of salt\n"),
            f"39:13: bread-salt: `answer` {IDS} \"A lot of salt\" has a space. Write the option's ID.",
        ),
        (
            ("label: A little sugar}", "label: Sugar, credit: 1}"),
            "36:35: bread-salt: `credit` isn't used here. Remove it.",
        ),
        (("draw: 1\n", "draw: 1\naction: []\n"), "9:1: bread: `action` doesn't belong here. Did you mean \"actions\"?"),
        (
            ("credit: 0.5}", "credit: -0.5}"),
            "20:41: bread-loaves: If only one option can be selected, no credit can be below 0. Use 0.",
        ),
        (
            ("credit: 0.5}", "credit: 0.5, alone: true}"),
            "20:53: bread-loaves: `alone` works only if several options can be selected. Remove it.",
        ),
        (("step: learn", "step: Lern"), "3:7: bread: The step \"Lern\" isn't in roadmap.yaml. Use \"learn\"."),
        (
            ("draw: 1", "draw: 1\nrequired: [first-jobs]"),
            "9:12: bread: `required` names \"first-jobs\", which isn't a goal in roadmap.yaml. "
            'Did you mean "first-job"?',
        ),
        # numbers
        *[
            (("target: 0.5", f"target: {written}"), f"7:9: bread: `target` must be {wanted}, but it's {shown}.{advice}")
            for written, wanted, shown, advice in [
                ("80%", "a number", '"80%"', " Write 0.8."),
                ("80 percent", "a number", '"80 percent"', " Write 0.8."),
                ("8e-1", "a number", '"8e-1"', " Write 0.8."),
                ("80 %", "a number", '"80 %"', " Write 0.8."),
                ("80", "at most 1", "80", " If you mean 80%, write 0.8."),
                ("0,8", "a number", '"0,8"', " Write 0.8."),
                ("8/10", "a number", '"8/10"', " Write 0.8."),
                ("\uff10.\uff18", "a number", '"\uff10.\uff18"', " Write 0.8."),
                ("eighty", "a number", '"eighty"', ""),
                ("1/0", "a number", '"1/0"', ""),
                ("yes", "a number", '"yes"', ""),
                ("1.5", "at most 1", "1.5", ""),
                ("-1", "more than 0", "-1", ""),
                ("[0.8]", "a number", "a list", ""),
            ]
        ],
        (("target: 0.5", 'target: "0.8"'), "7:9: bread: `target` must be a number, without quotes around it."),
        *[
            (
                ("weight: 1\n", f"weight: {written}\n"),
                f'6:9: bread: `weight` must be a number, but it\'s "{written}".{advice}',
            )
            for written, advice in [
                ("1,000", " Write 1000."),
                ("1_000", " Write 1000."),
                ("2x", " Write 2."),
                ("2k", ""),
                ("0x1F", ""),
                ("12:30", ""),
            ]
        ],
        *[
            (("draw: 1\n", f"draw: {written}\n"), f"8:7: bread: `draw` must be {wanted}")
            for written, wanted in [
                ("1.0", "a whole number, but it's 1.0. Write 1."),
                ("1,5", "a whole number, but it's \"1,5\". Write 1 or 2."),
                ("one", "a whole number, but it's \"one\"."),
                ("-1", "at least 0, but it's -1."),
            ]
        ],
        # nothing
        (("target: 0.5", "target: null"), "7:9: bread: `target` is empty. Write a value after it."),
        (("target: 0.5", "target:"), "7:8: bread: `target` is empty. Write a value after it."),
        (("title: Bread", 'title: ""'), "2:8: bread: `title` is empty. Write some text after it."),
        (("title: Bread", 'title: " "'), "2:8: bread: `title` is empty. Write some text after it, or delete it."),
        (("covers: [P1]", "covers: ~"), "5:9: bread: `covers` is empty. Write a value after it, or delete `covers`."),
        (("target: 0.5\n", ""), "1:1: bread: `target` is missing. Add it."),
        (("    answer: salt\n", ""), "32:5: bread-salt: `answer` is missing. Add it."),
        # words
        (
            ("kind: skill", "kind: Skills"),
            '4:7: bread: `kind` must be "qualification", "skill" or "duty", but it\'s "Skills". Did you mean "skill"?',
        ),
        ((TYPE, TYPE.replace("check", "checks")), f"33:11: bread-salt: `type` {TYPES}, "
                                                  "but it's \"checks\". Did you mean \"check\"?"),
        ((TYPE, TYPE.replace("type", "typ")), f"33:10: bread-salt: `typ` should be `type`. It {TYPES}."),
        ((TYPE, TYPE.replace("type", "Type")), f"33:11: bread-salt: `Type` should be `type`. It {TYPES}."),
        ((TYPE, TYPE.replace("    type: check\n", "")), f"32:5: bread-salt: `type` is missing. Add it. It {TYPES}."),
        (("id: bread\n", "id: -bread\n"), "1:5: -bread: `id` must start with a letter or digit, but it's \"-bread\"."),
        # days, and yes or no
        (answer("expires: 9/30/2027"), "40:14: bread-salt: `expires` must be a day, such as 2026-11-29, "
                                       "but it's \"9/30/2027\". Write 2027-09-30."),
        (answer("expires: 2027-9-3"), "40:14: bread-salt: `expires` must be a day, such as 2026-11-29, "
                                      "but it's \"2027-9-3\". Write 2027-09-03."),
        (answer("expires: 2027-02-30"), "40:14: bread-salt: `expires` must be a day, such as 2026-11-29, "
                                        "but it's \"2027-02-30\"."),
        (answer('private: "true"'), "40:14: bread-salt: `private` must be true or false, "
                                    "without quotes around it."),
    ],
)  # fmt: skip
def test_a_slip_in_a_competency(bank_folder: BankFolder, change: tuple[str, str], problem: str) -> None:
    bank_folder.competency(change)
    assert bank_folder.problems() == [f"bank/bread.yaml:{problem}"]


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (
            ("pass_mark: 0.7", "pass_mark: 70"),
            ["10:59: tiny: `pass_mark` must be at most 1, but it's 70. If you mean 70%, write 0.7."],
        ),
        (
            ("pass_mark: 0.7", "pass_mark: 70%"),
            ['10:59: tiny: `pass_mark` must be a number, but it\'s "70%". Write 0.7.'],
        ),
        (
            ("pass_mark: 0.7", "pass_mark: 0,7"),
            [
                "10:59: tiny: `pass_mark` must be more than 0, but it's 0.",
                "10:61: tiny: `7` comes after a comma, which separates values here. Use a decimal point, such as 0.7.",
            ],
        ),
        (
            ("pass_mark: 0.7", "pass_mark:"),
            ["10:57: Write a space after the colon, or put quotes around text with a colon in it."],
        ),
        (("format: 1", 'format: "1"'), ["1:9: tiny: `format` must be a number, without quotes around it."]),
        (
            ("      - {id: P1, title: Bread}\n", "      - {id: P1, title: Bread}\n      - {id: P1, title: Rolls}\n"),
            ['15:14: tiny: The point ID "P1" is used twice. Give each point its own ID.'],
        ),
        (("format: 1", "format: 2"), ["1:9: tiny: `format` must be 1, but it's 2."]),
        (
            ("  first-job: a first job", "  first-job"),
            ['7:3: Write a colon after "first-job". If it\'s part of the text above, indent this line instead.'],
        ),
    ],
)
def test_a_slip_in_the_roadmap(bank_folder: BankFolder, change: tuple[str, str], problems: list[str]) -> None:
    bank_folder.roadmap(change)
    assert bank_folder.problems() == [f"bank/roadmap.yaml:{problem}" for problem in problems]


LINES = COMPETENCY.splitlines()
TEXTS = [number for number, line in enumerate(LINES, 1) if re.match(r" *(title|why|ask|because|source): \S", line)]


@pytest.mark.parametrize("number", TEXTS)
@pytest.mark.parametrize("others", ["plain", "quoted"])
def test_a_quote_that_is_never_closed_is_told_at_the_line_on_which_it_opens(
    bank_folder: BankFolder, number: int, others: str
) -> None:
    """Whatever follows, and also where another text's opening quote would close it."""
    lines = list(LINES)
    if others == "quoted":
        lines = [re.sub(r"^( *(?:title|why|ask|because|source): )(.*)$", r'\1"\2"', line) for line in lines]
    lines[number - 1] = re.sub(r': "?([^"]*)"?$', r': "\1', lines[number - 1])
    bank_folder.write("bread.yaml", "\n".join(lines) + "\n")
    problem = bank_folder.problems()[0]
    assert problem.startswith(
        f"bank/bread.yaml:{number}:{lines[number - 1].index(chr(34)) + 1}: The quote that opens here"
    )


def test_a_quoted_text_may_go_over_several_lines(bank_folder: BankFolder) -> None:
    bank_folder.competency(asking('"Which ingredient: salt,\n      sugar - or\n      flour - slows it down?"'))
    assert bank_folder.load().questions["bread-salt"].ask == "Which ingredient: salt, sugar - or flour - slows it down?"


def test_letters_and_pictures_may_be_joined(bank_folder: BankFolder) -> None:
    label = "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645 \U0001f469\u200d\u2695\ufe0f"
    bank_folder.competency(("label: A little sugar", f"label: {label}"))
    assert bank_folder.load().questions["bread-salt"].options[0].label == label


def test_the_roadmap_is_read_only_where_the_bank_starts(bank_folder: BankFolder) -> None:
    bank_folder.write("1-learn/Roadmap.yaml", "format: 1\n")
    assert bank_folder.problems() == [
        "bank/1-learn/Roadmap.yaml is ignored, because it's in the wrong folder. Move it to bank, or remove it."
    ]
