"""The folder that all are measured on: filled workbooks of many agencies, made from a number alone.

Each agency has figures of its own that add up, and texts that speak of them; every second one leaves
blank what is 0, and each left its sheets at another cell. Nothing is wrong in them, so that every workbook
becomes a document. `places.json` tells the usual script where to find what.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from converter.form import FORM, Ref, numbered
from converter.grid.cells import address
from converter.report.report import Entry, Figure, Paragraph, Report
from converter.report.sums import recompute_totals
from converter.system.zips import ZipMember, compress_member, write_zip
from converter.workbook.layout.workbook_layout import figure_addresses, layout
from converter.workbook.write.workbook import blank_report, fill_workbook

POOL = 250
"""Agencies whose workbooks are filled one by one; those beyond are the same with other names and texts."""

MADE, IN_FORCE = "二.r2.c1", "二.r2.c3"
"""Regulatory documents made in a year, and in force at its end."""

STRINGS = "xl/sharedStrings.xml"
YEAR = 2024
CHARACTERS = (
    "东西南北山水河湖田园林海桥路城乡村镇江川泉石松竹梅兰菊荷柳杨桃李花草风云雨雪星月春夏秋冬金银铜铁"
)
_WORD = re.compile("词([0-9]{2})词")


def write_material(folder: Path, count: int, year: int = YEAR) -> list[Path]:
    """Write so many workbooks of a year into a folder; each year's texts and figures are others."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    pool: list[list[ZipMember | tuple[str, bytes]]] = []
    for number in range(count):
        if number < POOL:
            pool.append(_parts(fill_workbook(_report(number, year)), random.Random(number)))
        paths.append(folder / f"{number:05d}.xlsx")
        parts = pool[number % POOL]
        own = partial(_own, number, year - YEAR)
        renamed = [(p[0], _WORD.sub(own, p[1].decode()).encode()) if p[0] == STRINGS else p for p in parts]
        paths[-1].write_bytes(write_zip(renamed))
    return paths


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


def _own(number: int, years_on: int, word: re.Match[str]) -> str:
    """What stands in the strings of one agency for a word that all others have otherwise."""
    dice = random.Random(number * 1_000 + int(word[1]) + 100 * abs(years_on))
    return f"第{number:05d}局" if word[1] == "00" else "".join(dice.choices(CHARACTERS, k=9))


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


def _report(number: int, year: int) -> Report:
    dice = random.Random(number + (YEAR - year) * POOL)
    agency = "青禾县词00词"
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
    texts = {key: tuple(map(Paragraph, lines)) for key, lines in _texts(agency, year, sums)}
    entries = {"机关名称": agency, "机关类别": "县级部门", "网站名称": "青禾县人民政府网站"}
    entries |= {"网址": "http://www.qinghe.example/", "地址": "青禾县人民路1号", "联系电话": "0000-0000001"}
    return Report(
        blank.source,
        {**blank.entries, **{key: Entry(text) for key, text in entries.items()}},
        {ref: Figure(None if ref in left else value) for ref, value in sums.items()},
        {**blank.passages, **texts},
        {key: Entry(FORM.states[0]) for key in blank.states},
    )


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


def _texts(agency: str, year: int, sums: Any) -> Iterator[tuple[str, list[str]]]:
    """Texts of which each agency's are its own (词01词 and so on), with its figures where some are due."""
    values = {ref.key: value for ref, value in sums.items()}
    words = (f"词{number:02d}词" for number in range(1, 99))

    def said(*sentences: str) -> list[str]:
        return ["".join(re.sub("[甲乙丙]", lambda _: next(words), sentence) for sentence in sentences)]

    yield "总述", said(f"{year}年，{agency}以甲为重点公开政务信息，办好乙和丙，工作总体平稳。")
    yield (
        "主动公开情况",
        [
            *said(f"{agency}通过甲公开乙的政策、标准和结果，并在丙讲解办理流程。"),
            f"全年制发行政规范性文件{values['二.r2.c1']}件，作出行政许可{values['二.r3.c1']}件。",
        ],
    )
    total = values["三.r01.c7"]
    yield "依申请公开情况", said(f"本年新收政府信息公开申请{total}件，均已按期答复，甲没有结转的乙申请。")
    yield "政府信息管理情况", said("对甲和乙的文件逐件审查公开属性，定期清理丙的失效内容。")
    yield "平台建设情况", said("改版了甲，群众在乙也能找到丙的信息。")
    yield "监督保障情况", said("由专人负责甲，就乙听取群众意见，并对丙开展业务培训。")
    yield "存在的主要问题", said("对甲的解读还不够生动，乙和丙更新不够及时。")
    yield "改进情况", said("将用图解说明甲，并由乙和丙同步更新。")
    yield "信息处理费情况", ["本年度没有发出收费通知，未收取信息处理费。"]
