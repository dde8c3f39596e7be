"""Every rule is shown a network that violates it and one that respects it."""

import importlib
import pkgutil
from pathlib import Path

import pytest

from topology.checks import check, reference, rules
from topology.checks.registry import RULES, Undecided, Violation, by_rule

from . import cases
from .cases import RESPECTED, UNDECIDED, VIOLATED, Case, web

for module in pkgutil.iter_modules(cases.__path__):
    importlib.import_module(f"{cases.__name__}.{module.name}")


def judged(case: Case) -> tuple[list[Violation], list[Undecided]]:
    found = by_rule(case.topology)[case.rule]
    return [f for f in found if isinstance(f, Violation)], [f for f in found if isinstance(f, Undecided)]


def sentence(case: Case) -> str:
    return case.sentence


@pytest.mark.parametrize("case", VIOLATED, ids=sentence)
def test_the_rule_is_violated(case: Case) -> None:
    violations, _open = judged(case)
    assert {v.resource for v in violations} == case.where
    own = RULES[case.rule].severity
    assert {v.severity or own for v in violations} == {case.severity or own}
    assert all(v.message and v.fix for v in violations)


@pytest.mark.parametrize("case", RESPECTED, ids=sentence)
def test_the_rule_is_respected(case: Case) -> None:
    assert judged(case) == ([], [])


@pytest.mark.parametrize("case", UNDECIDED, ids=sentence)
def test_the_rule_is_not_decided(case: Case) -> None:
    violations, undecided = judged(case)
    assert violations == []
    assert undecided and all(u.because for u in undecided)


@pytest.mark.parametrize("case", RESPECTED, ids=sentence)
def test_what_respects_a_rule_is_nothing_that_aws_refuses(case: Case) -> None:
    report = check(case.topology, remedies=False)
    assert [f for f in report["findings"] if (f["severity"], f["category"]) == ("error", "configuration")] == []


def test_every_rule_has_a_network_that_violates_it_and_one_that_respects_it() -> None:
    assert {c.rule for c in VIOLATED} == set(RULES)
    assert {c.rule for c in RESPECTED} == set(RULES)


def test_a_design_that_works_has_no_finding_at_all() -> None:
    report = check(web(public_ip=False, logs=True).build(), remedies=False)
    assert report["findings"] == []
    assert report["coverage"]["unknown"] == []


def test_every_rule_is_documented_with_a_page_of_aws() -> None:
    for r in rules():
        assert r["title"] and r["description"], r["id"]
        assert r["source"].startswith("https://docs.aws.amazon.com/"), r["id"]


def test_the_reference_page_is_that_of_the_rules() -> None:
    page = "\n".join(reference.page())
    committed = (Path(__file__).parents[3] / "docs" / "rules.md").read_text()
    assert committed == page + "\n", "run: python -m topology.checks.reference > docs/rules.md"
