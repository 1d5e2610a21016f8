"""The codes in the shipped bank: all valid and billable in FY2027, with their official titles."""

import lzma
import os
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest

from coder_readiness.bank.code_sets import ICD10CM
from coder_readiness.bank.data import as_data
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from tests.code_tables import Icd10cm, titles

CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4}|[0-9A-Z]{1,4})?"
WRITTEN = re.compile(rf"(?<![A-Za-z0-9.])(?P<code>{CODE})(?![0-9A-Za-z])(?P<dash>(?:\.?-)(?![0-9A-Za-z]))?")
RANGE = re.compile(rf"(?<![A-Za-z0-9.])({CODE})(?:-|\u2013| to | through )({CODE})(?![0-9A-Za-z])")
FORMULA = re.compile(r"=[A-Z]+\([^)]*\)|=[A-Z]\S*")
"""A formula of a spreadsheet, such as =COUNT(A2:A51), names cells and no codes."""

PCS = titles("icd10pcs-fy2027-excerpt.txt")
HCPCS = titles("hcpcs-excerpt.txt")
PROCEDURES = PCS | HCPCS
PROCEDURE = re.compile(r"(?<![A-Za-z0-9.])[0-9A-Z]{5,7}(?![A-Za-z0-9])")
PCS_WRITTEN = re.compile(r"(?<![A-Za-z0-9.])(?=[0-9A-Z]*[0-9])[0-9B-HX][0-9A-HJ-NP-Z]{6}(?![A-Za-z0-9])")

NO_CODES = {
    ("", "X12"): "the committee whose standards electronic claims follow; nowhere a burn by hot water",
    ("detail-amounts", "A17"): "an item of an account, like the next three",
    ("detail-amounts", "B22"): "an item of an account",
    ("detail-amounts", "C40"): "an item of an account",
    ("detail-amounts", "D58"): "an item of an account",
    ("modifiers-contiguous", "A52998"): "an article of CMS",
}
"""What looks like a code and is none: how the ids of the questions that hold it begin, and what it is."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


@pytest.fixture(scope="module")
def icd() -> Icd10cm:
    """Return the official tables, which take two seconds to read."""
    return Icd10cm()


NOT_READ = {
    *("id", "step", "type", "evidence", "covers", "domains", "builds_on", "twin", "url"),
    *("answer", "partial", "headers", "first", "code", "accept", "optional"),
}
"""Keys whose values are ids, or codes that are looked at by themselves."""


def every_text(value: Any, subject: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that a person may read, with the id of the question or else the competency it belongs to."""
    if isinstance(value, str):
        yield subject, value
    elif isinstance(value, dict):
        subject = value["id"] if "ask" in value or "questions" in value else subject
        for key, inner in value.items():
            if key not in NOT_READ:
                yield from every_text(inner, subject)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from every_text(inner, subject)


def is_no_code(subject: str, code: str) -> bool:
    """Tell whether what looks like a code of ICD-10-CM is none of it."""
    return code in HCPCS or any(code == name and subject.startswith(where) for where, name in NO_CODES)


class Written:
    """A code as it is written in a text of the bank."""

    def __init__(self, subject: str, text: str, match: re.Match[str]) -> None:
        self.subject = subject
        self.code = match["code"]
        self.category = match["dash"] is not None
        self.after = text[match.end() :]
        self.shown = f"{subject}: ...{text[max(0, match.start() - 30) : match.end() + 30]}..."


def without_what_is_no_code(text: str) -> str:
    return FORMULA.sub("", text)


def written_codes(bank: Bank) -> Iterator[Written]:
    """Yield every code, and every category with its dash; ranges are left out."""
    for subject, text in every_text(as_data(bank)):
        rest = RANGE.sub("", without_what_is_no_code(text))
        for match in WRITTEN.finditer(rest):
            if not is_no_code(subject, match["code"]):
                yield Written(subject, rest, match)


def headers(bank: Bank, subject: str) -> tuple[str, ...]:
    return bank.questions[subject].headers if subject in bank.questions else ()


def keyed_codes(bank: Bank) -> Iterator[tuple[str, str]]:
    """Yield every code that a typed answer may be, by question."""
    for question in bank.questions.values():
        if isinstance(question, CodeQuestion):
            yield from ((question.id, code) for code in question.answer)
        elif isinstance(question, CaseQuestion):
            yield from ((question.id, code) for key in question.codes for code in (key.code, *key.accept))
            yield from ((question.id, code) for code in question.optional)


def partial_codes(bank: Bank) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every start of a code that earns a part, by question, with the codes it is for."""
    for question in bank.questions.values():
        if isinstance(question, CodeQuestion):
            yield from ((question.id, part, question.answer) for part in question.partial)
        elif isinstance(question, CaseQuestion):
            for key in question.codes:
                yield from ((question.id, part, (key.code, *key.accept)) for part in key.partial)


def is_of_icd(code: str) -> bool:
    """Tell whether a code is of ICD-10-CM, not of a procedure code set."""
    return code not in HCPCS and not looks_like_pcs(code)


def looks_like_pcs(code: str) -> bool:
    return len(code) == 7 and "." not in code


def in_parentheses(text: str) -> str | None:
    """Return the content of the balanced parentheses that `text` starts with after blanks, or None."""
    text = " ".join(text.split())
    if not text.startswith("("):
        return None
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[1:position]
    raise AssertionError(f"these parentheses are not closed: {text}")


def test_what_counts_as_a_code_in_a_text() -> None:
    def found(text: str) -> list[str]:
        return [match[0] for match in WRITTEN.finditer(RANGE.sub("", without_what_is_no_code(text)))]

    assert found("E11.9, S52.501A and I10; (Z23)") == ["E11.9", "S52.501A", "I10", "Z23"]
    assert found("F32.A. S52501A: I50.-, I50.2-, I50-") == ["F32.A", "S52501A", "I50.-", "I50.2-", "I50-"]
    assert found("C7A.1 and Z3A.20, not A1c, L5, T3, COVID19 or 0DTJ4ZZ") == ["C7A.1", "Z3A.20"]
    assert found("codes Z55-Z65, S00 to S09 and =COUNT(A20:A51)*2 in B2") == []
    assert in_parentheses(" (a (b)\n c) d)") == "a (b) c"
    assert in_parentheses(", (a)") is None


def test_the_fy2027_changes_are_applied(icd: Icd10cm) -> None:
    assert icd.is_billable("Z68.18")
    assert icd.title("M67.A01") == "Plantar fasciitis, right foot"
    assert icd.is_billable("I10")
    assert not icd.is_valid("I10.1")
    for category in ("Z68.1", "M67.A", "M67.A0"):
        assert icd.is_valid(category)
        assert not icd.is_billable(category)


def test_the_codes_that_the_program_knows_are_those_of_the_year(icd: Icd10cm) -> None:
    categories = groupby(sorted(icd.billable_codes), key=lambda code: code[:3])
    codes = "".join(f"{' '.join(category)}\n" for _, category in categories)
    if os.environ.get("UPDATE_GOLDEN"):
        ICD10CM.write_bytes(lzma.compress(codes.encode(), preset=9 | lzma.PRESET_EXTREME))
    assert lzma.decompress(ICD10CM.read_bytes()).decode() == codes
    assert len(codes.split()) == 74_879


def test_every_code_of_a_key_is_valid_and_billable(bank: Bank, icd: Icd10cm) -> None:
    found = [
        f"{question}: {code}"
        for question, code in keyed_codes(bank)
        if not (icd.is_billable(code) if is_of_icd(code) else code in PCS or code in HCPCS)
    ]
    assert found == []


def test_the_excerpts_hold_what_the_bank_keys(bank: Bank) -> None:
    keyed = {code for _, code in keyed_codes(bank)}
    assert len(keyed & set(PCS)) > 15
    assert len(keyed & set(HCPCS)) > 10


def test_partial_credit_is_for_a_part_of_a_right_code_or_a_code_near_it(bank: Bank, icd: Icd10cm) -> None:
    bad = []
    for question, part, codes in partial_codes(bank):
        starts = any(code.startswith(part) and code != part for code in codes)
        if all(is_of_icd(code) for code in codes):
            good = starts and icd.is_valid(part)
        else:
            good = starts or part in PCS or part in HCPCS
        if not good:
            bad.append(f"{question}: {part}")
    assert bad == []


def test_codes_in_the_texts_are_billable_unless_they_are_named_as_headers(bank: Bank, icd: Icd10cm) -> None:
    written = [one for one in written_codes(bank) if not one.category]
    assert len(written) > 200
    bad = [
        one.shown
        for one in written
        if not icd.is_billable(one.code) and not (one.code in headers(bank, one.subject) and icd.is_valid(one.code))
    ]
    assert bad == []


def test_codes_with_a_dash_are_categories(bank: Bank, icd: Icd10cm) -> None:
    written = [one for one in written_codes(bank) if one.category]
    assert len(written) > 50
    assert [one.shown for one in written if not icd.is_valid(one.code) or icd.is_billable(one.code)] == []


def test_ranges_begin_and_end_with_codes_that_exist(bank: Bank, icd: Icd10cm) -> None:
    ranges = [
        (subject, *match.groups())
        for subject, text in every_text(as_data(bank))
        for match in RANGE.finditer(without_what_is_no_code(text))
    ]
    assert ranges
    assert [found for found in ranges if not (icd.is_valid(found[1]) and icd.is_valid(found[2]))] == []
    assert [found for found in ranges if not found[1] < found[2]] == []


def test_headers_exist_are_not_billable_and_are_shown(bank: Bank, icd: Icd10cm) -> None:
    shown: dict[str, set[str]] = {}
    for one in written_codes(bank):
        shown.setdefault(one.subject, set()).add(one.code)
    bad = [
        f"{question.id}: {code}"
        for question in bank.questions.values()
        for code in question.headers
        if not icd.is_valid(code) or icd.is_billable(code) or code not in shown[question.id]
    ]
    assert bad == []


def test_a_title_in_parentheses_after_a_code_is_the_official_one(bank: Bank, icd: Icd10cm) -> None:
    titles = [(one, title) for one in written_codes(bank) if (title := in_parentheses(one.after)) is not None]
    assert len(titles) > 80
    bad = [
        f"{one.subject}: {one.code} ({title}), not ({icd.title(one.code)})"
        for one, title in titles
        if title.casefold() != icd.title(one.code).casefold()
    ]
    assert bad == []


def test_a_title_in_parentheses_after_a_procedure_code_is_the_one_of_the_excerpt(bank: Bank) -> None:
    shown = [
        (subject, match[0], title)
        for subject, text in every_text(as_data(bank))
        for match in PROCEDURE.finditer(text)
        if match[0] in PROCEDURES and (title := in_parentheses(text[match.end() :])) is not None
    ]
    assert len(shown) > 15
    assert [found for found in shown if found[2].casefold() != PROCEDURES[found[1]].casefold()] == []


def test_what_is_said_of_a_modifier_in_parentheses_begins_its_description(bank: Bank) -> None:
    modifier = re.compile(rf"(?<![A-Za-z0-9.])(?:{'|'.join(code for code in HCPCS if len(code) == 2)})(?![A-Za-z0-9.])")
    shown = [
        (question.id, match[0], said)
        for question in bank.questions.values()
        for match in modifier.finditer(question.because or "")
        if (said := in_parentheses((question.because or "")[match.end() :])) is not None
    ]
    assert len(shown) >= 5
    assert [found for found in shown if not HCPCS[found[1]].casefold().startswith(found[2].casefold())] == []


def test_every_procedure_code_in_a_text_is_in_an_excerpt(bank: Bank) -> None:
    shown = [(subject, match[0]) for subject, text in every_text(as_data(bank)) for match in PCS_WRITTEN.finditer(text)]
    assert len(shown) > 30
    assert [found for found in shown if found[1] not in PCS] == []


def test_the_exceptions_are_still_needed(bank: Bank) -> None:
    texts = list(every_text(as_data(bank)))
    needed = [
        (where, name)
        for where, name in NO_CODES
        if any(subject.startswith(where) and name in text for subject, text in texts)
    ]
    assert needed == list(NO_CODES)
