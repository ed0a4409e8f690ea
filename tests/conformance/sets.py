"""The sets: files with what is expected of each. They are made in a folder when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from converter.form.quotes import OPEN as QUOTED
from converter.report.report import Figure, Report, plain
from tests.checks.test_claims import CASES, EXAMPLE_REPORT, LAST, texts
from tests.corpus.build import KINDS, file_name
from tests.corpus.kind import Kind
from tests.corpus.test_corpus import unharmed
from tests.published.layouts import expected, page, tables_of
from tests.published.test_layouts import LAYOUTS, REPORT
from tests.workbooks import typed_workbook

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """A file of a set. `name`: of the file; `what`: in words.

    `figures`: those that are right, by key, numbers in full; None: figures are not judged. `refused`: nothing
    may be taken. `may_miss`: how many of the figures may be left out if findings name them (`refs`). `told`:
    some error or warning is due. `codes`: exactly these of the codes in `JUDGED`; None: codes are not judged.
    """

    name: str
    what: str
    make: Make = field(repr=False)
    figures: Mapping[str, str] | None = None
    may_miss: int = 0
    refused: bool = False
    told: bool = False
    codes: frozenset[str] | None = None


def workbooks() -> Iterator[Case]:
    """坏表集: what arrives in a folder of workbooks (tests/corpus), those for memory left out."""
    for kind in KINDS:
        if not kind.big:
            yield _workbook(kind)


def _workbook(kind: Kind) -> Case:
    if kind.figures is None:
        return Case(file_name(kind), kind.done, kind.make, refused=True, told=True)
    shown = _sound_figures() | {key: _number(text) for key, text in kind.figures.items()}
    return Case(
        file_name(kind),
        kind.done,
        kind.make,
        {key: text for key, text in shown.items() if text is not None},
        told=any(tell.startswith(("A-", "F-")) for tell in kind.tells),
    )


@cache
def _sound_figures() -> dict[str, str | None]:
    values = unharmed().figures.items()
    return {ref.key: None if figure.value is None else plain(figure.value) for ref, figure in values}


def _number(text: str | None) -> str | None:
    """The number of a figure that is printed with a remark."""
    if text is None:
        return None
    end = next(
        (at for at, sign in enumerate(text) if not (sign.isascii() and sign in "-.0123456789")), len(text)
    )
    return text[:end]


def sentences() -> Iterator[Case]:
    """Sentences of published reports, and what must come of each against one and the same tables."""
    for number, case in enumerate(CASES, start=1):
        if QUOTED in case.text:  # what stands for a figure there is put in before the sentence is read
            continue
        codes = JUDGED & {word[:-1] for word in case.says.split() if word.endswith("!")}
        filled = replace(texts(_example(), case.narrative, case.text), source="")
        make = _typed(filled)
        yield Case(f"{number:04d}.xlsx", f"{case.narrative}：{case.text}", make, codes=codes)


@cache
def _example() -> Report:
    """The tables that the sentences are held against, with last year's figures filled in by the office."""
    return replace(EXAMPLE_REPORT, last_year={ref: Figure(value) for ref, value in LAST.items()})


def _typed(report: Report) -> Make:
    return lambda: typed_workbook(report)


def layouts() -> Iterator[Case]:
    """Published pages in the layouts that portals give them, for a command that imports."""
    for number, (name, (change, most)) in enumerate(LAYOUTS.items(), start=1):
        tables = change(tables_of(REPORT))
        printed = {
            key: text for key, text in expected(tables).items() if text.isascii() and text[:1].isdigit()
        }
        content = page(tables, REPORT)
        yield Case(f"{number:02d}.html", name, _same(content), printed, most)


def _same(content: bytes) -> Make:
    return lambda: content


SETS: Mapping[str, Callable[[], Iterator[Case]]] = {
    "workbooks": workbooks,
    "sentences": sentences,
    "layouts": layouts,
}
"""By the name of each."""

JUDGED = frozenset(word[:-1] for case in CASES for word in case.says.split()) - {"", "C-28"}
"""The codes that sentences are judged by; C-28 holds them against last year's report, which is not there."""
