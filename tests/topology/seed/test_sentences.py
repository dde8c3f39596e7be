"""Every sentence of the page is in the table, and every test that the table names is there."""

import re
from pathlib import Path

import pytest

from . import test_network
from .sentences import SENTENCES


def sentences_of(text: str) -> dict[tuple[int, int], str]:
    """The sentences of the page by line (from 1) and place in the line."""
    return {
        (number, place): sentence.strip()
        for number, line in enumerate(text.splitlines(), 1)
        for place, sentence in enumerate(s for s in re.split(r"(?<=。)|(?<=\. )(?=您)", line) if s.strip())
    }


def test_every_sentence_of_the_page_is_in_the_table(cases: Path) -> None:
    pages = sorted(cases.glob("seed-*.txt"))
    if not pages:
        pytest.skip(f"the page is not in {cases}")
    found = sentences_of(pages[0].read_text())
    table = {(s.line, s.place): s.start for s in SENTENCES}
    assert table.keys() == found.keys()
    assert [k for k, start in table.items() if not found[k].startswith(start)] == []


def test_no_sentence_is_in_the_table_twice() -> None:
    assert len({(s.line, s.place) for s in SENTENCES}) == len(SENTENCES)


def test_what_says_something_of_the_network_is_shown() -> None:
    silent = (
        "Title",
        "Pointer",
        "Introduces",
        "Head of the table",
        "That the page is a translation",
        "Why a large one helps",
    )
    assert [s.about for s in SENTENCES if not (s.shown_by or s.about.startswith(silent))] == []


def test_every_test_that_is_named_is_there_and_every_test_is_named() -> None:
    there = {name.removeprefix("test_") for name in vars(test_network) if name.startswith("test_")}
    assert {name for s in SENTENCES for name in s.shown_by} == there
