"""The figures of a bank."""

import pytest

from coder_readiness.bank.loader import load_bank
from coder_readiness.report.blocks import Table
from coder_readiness.report.stats import describe_stats, source_kind, stats
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.sheet import Sheet
from tests.conftest import COMPETENCY, BankFolder
from tests.paths import OTHER_BANK


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("ICD-10-CM Official Guidelines FY2027, Section I.B.18", "ICD-10-CM Official Guidelines"),
        ("45 CFR 164.514(b)", "45 CFR"),
        ("31 U.S.C. 3729(b)", "31 U.S.C."),
        ("AAPC, Complete your CPC or COC apprenticeship (aapc.com)", "AAPC"),
        ("Work sample: the answer can be read off the text above", "Work sample"),
    ],
)
def test_sources_are_counted_by_kind(source: str, kind: str) -> None:
    assert source_kind(source) == kind


def test_the_figures_add_up() -> None:
    bank = load_bank(OTHER_BANK)
    figures = stats(bank)
    count = len(bank.questions)
    assert figures["questions"] == count
    for key in ("types", "evidence"):
        counted = figures[key]
        assert isinstance(counted, dict)
        assert sum(counted.values()) == count
    attempt = len(list(asked(bank, Sheet())))
    assert isinstance(figures["full_attempt"], dict)
    assert figures["full_attempt"]["questions"] == attempt
    headings = [section.heading for section in describe_stats(bank)]
    assert headings[1:] == ["By type", "By evidence", "By area", "By source"]
    assert figures["outlines"] == []
    assert describe_stats(load_bank())[-1].heading == "Answers to check again"


def test_each_domain_has_its_share_of_what_belongs_to_its_outline(bank_folder: BankFolder) -> None:
    bank_folder.competency(("covers: [P1]", "covers: [P1]\ndomains: [E1]"), ("weight: 1\n", "weight: 3\n"))
    other = COMPETENCY.replace("id: bread", "id: rolls")
    bank_folder.write("rolls.yaml", other.replace("covers: [P1]", "covers: [P1]\ndomains: [E2]"))
    bank_folder.write("cake.yaml", COMPETENCY.replace("id: bread", "id: cake"))
    domains = [
        {"id": "E1", "share": 0.75, "by_weight": 0.75, "by_checks": 0.5},
        {"id": "E2", "share": 0.25, "by_weight": 0.25, "by_checks": 0.5},
    ]
    outline = {"title": "Baker's exam", "source": "Any baker", "domains": domains}
    assert stats(bank_folder.load())["outlines"] == [outline]
    (section,) = (one for one in describe_stats(bank_folder.load()) if one.heading == "Against exam outlines")
    (table, *_) = section.blocks
    assert isinstance(table, Table)
    assert table.rows[0] == ("Baker's exam", "Dough", "75%", "75%", "50%")
