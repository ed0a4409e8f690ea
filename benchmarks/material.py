"""What all are measured on, made from numbers alone: workbooks of many agencies, and a county's January.

Each agency has figures of its own that add up, and texts of real length that speak of them (`texts.py`);
every second one leaves blank what is 0, and each left its sheets at another cell. `write_material`: nothing
is wrong in them, so that every workbook becomes a document. `write_county`: what lies in a county's folders
in January, with mistakes. `places.json` tells the usual script where to find what.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from texts import texts_of

from converter.form import FORM, Ref, numbered
from converter.grid.cells import address
from converter.report.report import Entry, Figure, Paragraph, Report
from converter.report.sums import recompute_totals
from converter.system.zips import ZipMember, compress_member, write_zip
from converter.workbook.layout.workbook_layout import figure_addresses, layout
from converter.workbook.write.workbook import blank_report, fill_workbook

POOL = 250
"""Agencies whose workbooks are filled one by one; those beyond are the same with other names and texts."""

AGENCIES, RETURNED, TO_CONFIRM = 60, 20, 6
"""Agencies of a county; those whose workbooks go back, and those that have something to confirm."""

MADE, IN_FORCE = "二.r2.c1", "二.r2.c3"
"""Regulatory documents made in a year, and in force at its end."""

STRINGS = "xl/sharedStrings.xml"
YEAR = 2024
_SLOT = re.compile("词([0-9]{2})词")
"""What stands for the name of an agency (00) and for its paragraphs while its workbook is filled."""


class County(NamedTuple):
    """A county's January: folders of workbooks, and the roster as a file."""

    workbooks: Path
    last_year: Path
    roster: Path


def write_material(folder: Path, count: int, year: int = YEAR) -> list[Path]:
    """Write so many workbooks of a year into a folder; each year's texts and figures are others."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    pool: list[tuple[dict[str, Any], list[ZipMember | tuple[str, bytes]]]] = []
    for number in range(count):
        if number < POOL:
            report = _report(number, year, "青禾县词00词", _slots())
            pool.append((_values(report), _parts(fill_workbook(report), random.Random(number))))
        values, parts = pool[number % POOL]
        own = partial(_filled, [agency_name(number), *_paragraphs(_texts(number, year, values))])
        paths.append(folder / f"{number:05d}.xlsx")
        renamed = [(p[0], _SLOT.sub(own, p[1].decode()).encode()) if p[0] == STRINGS else p for p in parts]
        paths[-1].write_bytes(write_zip(renamed))
    return paths


def write_county(folder: Path, agencies: int = AGENCIES) -> County:
    """Write what a county has in January: workbooks of this year and of last year, and a roster.

    `RETURNED` of them contradict themselves and go back, `TO_CONFIRM` have something that may be true.
    """
    found = County(folder / "报送", folder / "上年", folder / "名单.xlsx")
    paths = write_material(found.workbooks, agencies)
    write_material(found.last_year, agencies, YEAR - 1)
    write_roster(found.roster, agencies)
    for number in range(RETURNED + TO_CONFIRM):
        at = number * 2 + 1  # with workbooks without a mistake between them
        spoil = _contradict if number < RETURNED else _surprise
        report = spoil(_report(at, YEAR, f"青禾县{agency_name(at)}", None), at)
        parts = _parts(fill_workbook(report), random.Random(at))
        paths[at].write_bytes(write_zip(parts))
    return found


def write_renewed(path: Path) -> None:
    """Write the first agency's workbook with a sentence more, as it is sent in anew."""
    report = _changed(_report(0, YEAR, f"青禾县{agency_name(0)}", None), {}, "另有答复登记簿备查。")
    path.write_bytes(write_zip(_parts(fill_workbook(report), random.Random(0))))


def agency_name(number: int) -> str:
    """The name of an agency without its county."""
    return f"第{number:05d}局"


def write_roster(path: Path, count: int) -> None:
    """Write the roster of so many agencies."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("机关名称", "类别"))
        for number in range(count):
            sheet.write_row(number + 1, 0, (f"青禾县{agency_name(number)}", "县级部门"))


def write_places(path: Path) -> None:
    """Write where every input stands, for a script that knows nothing of keys."""
    inputs: dict[str, list[list[str]]] = {}
    for sheet in layout(FORM):
        for cell in sheet.cells:
            if cell.kind in ("entry", "choice", "paragraph", "note"):
                name = f"note.{cell.key}" if cell.kind == "note" else cell.key
                inputs.setdefault(name, []).append([sheet.name, address((cell.row, cell.column))])
    figures = {ref.key: [name, address(at)] for ref, (name, at) in figure_addresses(FORM).items()}
    sections = {
        section.title: [
            [part.key, f"{numbered(place)}{part.heading}" if part.heading else ""]
            for place, part in enumerate(section.narratives, 1)
        ]
        for section in FORM.sections
        if section.narratives
    }
    notes = [table.key for table in FORM.tables.values() if table.printed]
    content = {"inputs": inputs, "figures": figures, "sections": sections, "notes": notes}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _filled(texts: Sequence[str], slot: re.Match[str]) -> str:
    """What stands in the strings of one agency in a slot."""
    return texts[int(slot[1])]


def _paragraphs(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The paragraphs of all texts in their order."""
    return [paragraph for paragraphs in texts.values() for paragraph in paragraphs]


def _slots() -> dict[str, list[str]]:
    """Texts of slots, as many as an agency has paragraphs."""
    slots = (f"词{number:02d}词" for number in range(1, 99))
    texts = _texts(0, YEAR, defaultdict(int))
    return {key: [next(slots) for _ in paragraphs] for key, paragraphs in texts.items()}


def _texts(number: int, year: int, values: Mapping[str, Any]) -> dict[str, list[str]]:
    dice = random.Random(number * 1_000 + YEAR - year)
    return dict(texts_of(f"青禾县{agency_name(number)}", year, values, dice))


def _parts(workbook: bytes, dice: random.Random) -> list[ZipMember | tuple[str, bytes]]:
    """The parts of a workbook, packed for good but for the texts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [(name, _left(archive.read(name), dice)) for name in archive.namelist()]
    return [(name, content) if name == STRINGS else compress_member(name, content) for name, content in parts]


def _left(part: bytes, dice: random.Random) -> bytes:
    """A sheet in which somebody went to a cell, as in every sheet that was looked at."""
    cell = b"%c%d" % (dice.choice(b"CDEF"), dice.randint(9, 60))
    own = b'<selection pane="bottomLeft" activeCell="%b" sqref="%b"/>' % (cell, cell)
    return part.replace(b'<selection pane="bottomLeft"/>', own)


def _report(number: int, year: int, agency: str, texts: Mapping[str, Sequence[str]] | None) -> Report:
    """The report of an agency for a year; `texts`: None for its own."""
    dice = random.Random(number + (YEAR - year) * POOL)
    blank = blank_report(FORM, year, f"{number:05d}.xlsx")
    values = dict(_figures(dice))
    if year < YEAR:  # what was in force then, with what this year made, is what is in force now
        now = {ref.key: value for ref, value in _figures(random.Random(number))}
        then = {ref.key: ref for ref, _ in values.items()}
        values[then[IN_FORCE]] = max(1, now[IN_FORCE] - now[MADE])
        values[then[MADE]] = min(values[then[MADE]], values[then[IN_FORCE]])
    sums = values | {
        ref: value for ref, value in recompute_totals(FORM, values.__getitem__).items() if ref in FORM.totals
    }
    filled = {ref.table for ref, value in sums.items() if value}
    left = {ref for ref, value in sums.items() if not value and ref.table in filled} if number % 2 else set()
    if texts is None:
        texts = _texts(number, year, {ref.key: value for ref, value in sums.items()})
    entries = {"机关名称": agency, "机关类别": "县级部门", "网站名称": "青禾县人民政府网站"}
    entries |= {"网址": "http://www.qinghe.example/", "地址": "青禾县人民路1号", "联系电话": "0000-0000001"}
    return Report(
        blank.source,
        {**blank.entries, **{key: Entry(text) for key, text in entries.items()}},
        {ref: Figure(None if ref in left else value) for ref, value in sums.items()},
        {**blank.passages, **{key: tuple(map(Paragraph, lines)) for key, lines in texts.items()}},
        {key: Entry(FORM.states[0]) for key in blank.states},
        form=FORM,
    )


def _values(report: Report) -> dict[str, Any]:
    """The figures of a report by key; blank ones are 0."""
    return {ref.key: figure.value or 0 for ref, figure in report.figures.items()}


def _contradict(report: Report, number: int) -> Report:
    """The report with mistakes as agencies make them, other ones by its number: it goes back."""
    changes = (
        {"三.r01.c1": 7},  # what came in is not what was done with it
        {"三.r04.c2": 3, "三.r13.c2": -1},
        {"三.r03.c1": 2, "四.r1.c02": 4},
    )[number // 2 % 3]
    return _changed(report, changes, f"全年收到政府信息公开申请{number + 301}件。")


def _surprise(report: Report, number: int) -> Report:
    """The report with a sentence that may be true of something else: somebody has to confirm it."""
    return _changed(report, {}, f"全年收到政府信息公开申请{number + 301}件。")


def _changed(report: Report, changes: Mapping[str, int], sentence: str) -> Report:
    """The report with so much more in some of its figures, and with a sentence more in a text."""
    refs = {ref.key: ref for ref in FORM.refs}
    figures = dict(report.figures)
    for key, more in changes.items():
        ref = refs[key]
        figures[ref] = Figure(max(0, (figures[ref].value or 0) + more))
    sums = recompute_totals(FORM, lambda ref: figures[ref].value or 0)
    figures |= {ref: Figure(value) for ref, value in sums.items() if ref in FORM.totals}
    key = "依申请公开情况"
    passages = {**report.passages, key: (*report.passages[key], Paragraph(sentence))}
    return replace(report, figures=figures, passages=passages)


def _figures(dice: random.Random) -> Iterator[tuple[Ref, Any]]:
    """Figures that add up: every application is answered, and what was carried over is nothing."""
    values: dict[str, Any] = {
        ref.key: None if not FORM.tables[ref.table].required else 0 if FORM.column(ref).whole else Decimal(0)
        for ref in FORM.refs
    }
    for key in ("二.r2.c1", "二.r3.c1", "二.r4.c1", "二.r5.c1"):
        values[key] = dice.randint(1, 400)
    values[IN_FORCE] = values[MADE] + dice.randint(1, 50)
    values["二.r6.c1"] = Decimal(dice.randint(1, 9_999_999)) / 10_000
    for column in ("c1", "c2", "c5"):
        for row in ("r03", "r04", "r13", "r14"):
            values[f"三.{row}.{column}"] = dice.randint(0, 30)
        values[f"三.r01.{column}"] = sum(values[f"三.{row}.{column}"] for row in ("r03", "r04", "r13", "r14"))
    yield from ((ref, values[ref.key]) for ref in FORM.refs)
