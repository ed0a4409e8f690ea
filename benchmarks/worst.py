"""The worst that a legal workbook may hold: `python benchmarks/worst.py` measures each case.

The promise for each: at most 1.5 processor seconds and 200 MB for reading and checking. Each case is measured
in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from converter.checks import assess
from converter.form import FORM
from converter.grid.cells import address
from converter.shipped.resources import shipped_folder
from converter.system.zips import write_zip
from converter.workbook.layout.sheets import Cell
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.reader import read_workbook

SECONDS, MEMORY = 1.5, 200
"""What reading and checking any legal workbook may take: processor seconds, and MB."""

CELL: Final = 32_766
"""Characters of a full cell."""

Parts = dict[str, bytes]
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SENTENCE: Final = (
    "本年新收政府信息公开申请12件，上年结转3件，办理14件，其中予以公开5件、部分公开2件，结转下年度1件。"
)
FILLINGS: Mapping[str, str] = {
    "digits": "7",
    "Chinese numerals": "一百二十三",
    "zeros in Chinese": "零",
    "amounts": "12.5万元",
    "counts": "收到12件",
    "counts without space": "3件4条5个",
    "dates": "2024年1月1日",
    "percent": "增长12.5%，",
    "line breaks": "\n",
    "lines": "无\n",
    "blanks": " ",
    "blanks between": "　　字",
    "zero-width": "\u200b",
    "directions": "\u202e12\u202c",
    "nested directions": "\u202e",
    "marks unclosed": "【#",
    "marks unclosed, wide": "【 ＃",
    "marks unknown": "【#某】",
    "marks known": "【#新收申请】",
    "narrow marks": "[#",
    "brackets open": "（",
    "brackets closed": "（无）",
    "quotes": "“",
    "commas": "，",
    "full stops": "。",
    "semicolons": "；",
    "not": "未",
    "not not": "没有不",
    "a sentence without end": "本机关认真做好政府信息公开申请办理工作，",
    "a sentence of figures": "收到申请12件，其中自然人10件，",
    "sentences": _SENTENCE,
    "reviews": "行政复议3件，行政诉讼2件，结果维持1件。",
    "words of claims": "收到申请办理结转公开不予",
    "one character": "的",
    "letters": "a",
    "emoji": "😀",
    "controls": "\x07",
    "private": "\ue000",
    "year": "2023年",
    "agencies": "青禾县财政局",
    "law": "《中华人民共和国政府信息公开条例》第二十条第（六）项",
    "ellipsis": "……",
    "less than": "<",
    "placeholder": "XX",
    "item heads": "（一）",
    "numbered": "1.",
    "dashes": "—",
}
"""By the name of a case, what fills ten texts."""


def sheet_part(number: int) -> str:
    """The part of a sheet of the template, by its number in the order of the layout."""
    return f"xl/worksheets/sheet{number + 1}.xml"


def template() -> Parts:
    """The parts of an ordinary filled workbook."""
    sample = sorted((shipped_folder("workbook_templates") / "samples").glob("*.xlsx"))[0]
    with zipfile.ZipFile(sample) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(*kinds: str) -> Iterator[tuple[str, Cell]]:
    """The part and the cell of each input of these kinds."""
    for number, plan in enumerate(layout(FORM)):
        yield from ((sheet_part(number), cell) for cell in plan.inputs if cell.kind in kinds)


def with_texts(parts: Parts, texts: Iterator[str] | list[str], *kinds: str) -> Parts:
    """The parts with texts in the inputs of some kinds, as long as there are texts."""
    for (part, cell), text in zip(cells_of(*kinds), texts, strict=False):
        parts[part] = with_text(parts[part], address((cell.row, cell.column)), text)
    return parts


def with_text(sheet: bytes, at: str, text: str) -> bytes:
    """A sheet's part with a text in one of its cells."""
    found = re.search(rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'.encode(), sheet)
    if found is None:
        raise ValueError(at)
    safe = escape(re.sub("[\0-\x08\x0b\x0c\x0e-\x1f]", lambda match: f"_x{ord(match[0]):04X}_", text))
    inner = f'<is><t xml:space="preserve">{safe}</t></is>'.encode()
    cell = b'<c r="%b"%b t="inlineStr">%b</c>' % (at.encode(), found[1] or b"", inner)
    return sheet[: found.start()] + cell + sheet[found.end() :]


def full(piece: str) -> str:
    """A cell filled with a piece."""
    units = len(piece.encode("utf-16-le")) // 2
    return piece * (CELL // units)


def pack(parts: Parts) -> bytes:
    """The bytes of a workbook."""
    return write_zip(parts.items())


def ten_texts(piece: str) -> Callable[[], bytes]:
    """Ten paragraphs full of a piece."""
    return lambda: pack(with_texts(template(), [full(piece)] * 10, "paragraph"))


def every_text(piece: str, size: int) -> Callable[[], bytes]:
    """Every text input full of a piece."""
    kinds = ("paragraph", "entry", "remark", "remark_at", "note", "reason")
    return lambda: pack(with_texts(template(), [(piece * size)[:size]] * 10_000, *kinds))


def every_figure(piece: str, size: int) -> Callable[[], bytes]:
    """Every figure, and every one of last year, a text."""
    return lambda: pack(with_texts(template(), [(piece * size)[:size]] * 10_000, "figure", "last_year"))


def with_rows(rows: Callable[[], str], number: int = 3) -> Callable[[], bytes]:
    """Rows more behind those of a sheet."""

    def make() -> bytes:
        parts = template()
        part = sheet_part(number)
        parts[part] = parts[part].replace(b"</sheetData>", rows().encode() + b"</sheetData>", 1)
        return pack(parts)

    return make


def styled_blanks() -> str:
    """A million blank cells with a style, as clerks make who colour whole columns."""
    columns = [address((0, column)).rstrip("1") for column in range(20)]
    return "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" s="1"/>' for column in columns) + "</row>"
        for row in range(100, 50_100)
    )


def wide_row(value: str) -> Callable[[], str]:
    """A row of 16,384 columns."""
    return lambda: (
        '<row r="200">'
        + "".join(f'<c r="{address((199, column))}">{value}</c>' for column in range(16_384))
        + "</row>"
    )


def block(value: str, rows: int, kind: str = "n") -> Callable[[], str]:
    """Rows of a hundred filled cells beside the form."""
    columns = [address((0, column)).rstrip("1") for column in range(30, 130)]
    return lambda: "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="{kind}">{value}</c>' for column in columns)
        + "</row>"
        for row in range(200, 200 + rows)
    )


def merged_ranges(count: int) -> Callable[[], bytes]:
    """Many merged ranges over and beside the inputs."""

    def make() -> bytes:
        parts = template()
        part = sheet_part(3)
        more = "".join(f'<mergeCell ref="E{9 + n % 20}:F{10 + n}"/>' for n in range(count))
        parts[part] = parts[part].replace(b"</mergeCells>", more.encode() + b"</mergeCells>", 1)
        return pack(parts)

    return make


def many_sheets(count: int, rows: str) -> Callable[[], bytes]:
    """Many sheets more, alike."""

    def make() -> bytes:
        parts = template()
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
        listed, related = "", ""
        for number in range(100, 100 + count):
            parts[f"xl/worksheets/sheet{number}.xml"] = sheet
            listed += f'<sheet name="表{number}" sheetId="{number}" r:id="x{number}"/>'
            target = f'Target="worksheets/sheet{number}.xml"'
            related += f'<Relationship Id="x{number}" Type="{_OFFICE}/worksheet" {target}/>'
        book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
        parts[book] = parts[book].replace(b"</sheets>", listed.encode() + b"</sheets>", 1)
        parts[links] = parts[links].replace(b"</Relationships>", related.encode() + b"</Relationships>", 1)
        return pack(parts)

    return make


def copies_of_a_sheet(count: int) -> Callable[[], bytes]:
    """Many sheets more, each with all the labels of table 三 but one."""

    def make() -> bytes:
        sheet = template()[sheet_part(3)].decode()
        rows = sheet[sheet.index("<sheetData>") + 11 : sheet.index("</sheetData>")]
        return many_sheets(count, re.sub(r'<row r="1".*?</row>', "", rows, count=1))()

    return make


def related(part: str, kind: str, target: str, data: bytes, parts: Parts) -> None:
    """Add a part that a sheet refers to."""
    links = f"xl/worksheets/_rels/{Path(part).name}.rels"
    relation = f'<Relationship Id="x1" Type="{_OFFICE}/{kind}" Target="../{target}"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts[links] = f'<Relationships xmlns="{package}">{relation}</Relationships>'.encode()
    parts[f"xl/{target}"] = data


def many_comments(count: int, text: str) -> Callable[[], bytes]:
    """A sheet with many comments."""

    def make() -> bytes:
        parts = template()
        listed = "".join(
            f'<comment ref="{address((n // 20, n % 20))}" authorId="0"><text><t>{text}</t></text></comment>'
            for n in range(count)
        )
        authors = "<authors><author>某</author></authors>"
        data = f'<comments xmlns="{_MAIN}">{authors}<commentList>{listed}</commentList></comments>'
        related(sheet_part(3), "comments", "comments9.xml", data.encode(), parts)
        return pack(parts)

    return make


def many_shapes(count: int, text: str) -> Callable[[], bytes]:
    """A sheet with many text boxes."""

    def make() -> bytes:
        parts = template()
        shape = (
            "<xdr:twoCellAnchor><xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}</xdr:row>"
            "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>9</xdr:colOff>"
            "<xdr:row>9</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>"
            + text
            + "</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
        )
        drawing = "http://schemas.openxmlformats.org/drawingml/2006"
        names = f'xmlns:xdr="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main"'
        shapes = "".join(shape.format(n % 9) for n in range(count))
        related(
            sheet_part(3),
            "drawing",
            "drawings/d9.xml",
            f"<xdr:wsDr {names}>{shapes}</xdr:wsDr>".encode(),
            parts,
        )
        return pack(parts)

    return make


CASES: Mapping[str, Callable[[], bytes]] = {
    "ordinary": lambda: pack(template()),
    **{f"ten texts: {name}": ten_texts(piece) for name, piece in FILLINGS.items()},
    "every text full": every_text("收到申请12件，", 32_766),
    "every text of 2,000": every_text("收到申请12件，", 2_000),
    "every text: short lines": every_text("办理3件。\n", 5_000),
    "every figure a text": every_figure("7", 14),
    "every figure long": every_figure("约7", 30_000),
    "every figure: brackets": every_figure("7（", 3_000),
    "every figure: commas": every_figure("1,", 999),
    "a million styled blanks": with_rows(styled_blanks),
    "16,384 columns": with_rows(wide_row("<v>1</v>")),
    "16,384 columns of texts": with_rows(wide_row("<v>0</v>")),
    "118,000 stray numbers": with_rows(block("<v>1</v>", 1_180)),
    "118,000 stray labels": with_rows(block("<v>0</v>", 1_180, "s")),
    "100,000 merged ranges": merged_ranges(100_000),
    "1,900 sheets": many_sheets(1_900, '<row r="1"><c r="A1"><v>1</v></c></row>'),
    "200 copies of a table": copies_of_a_sheet(200),
    "2,000 comments": many_comments(2_000, "请看"),
    "100,000 comments": many_comments(100_000, "请看"),
    "full comments": many_comments(500, "请" * 30_000),
    "20,000 text boxes": many_shapes(20_000, "请看"),
    "full text boxes": many_shapes(200, "请" * 30_000),
}


def measure(content: bytes) -> tuple[float, float, int]:
    """Processor seconds, peak MB and number of findings of reading and checking."""
    ordinary = pack(template())
    warm = read_workbook(ordinary, "a.xlsx").report
    if warm is not None:
        assess(warm)
    start = time.process_time()
    reading = read_workbook(content, "a.xlsx")
    findings = reading.findings
    if reading.report is not None:
        findings = assess(reading.report, reader_findings=findings).findings
    seconds = time.process_time() - start
    return seconds, _peak(), len(findings)


def _peak() -> float:
    """The most MB that this process took; 0 where the system does not say."""
    status = Path("/proc/self/status")  # getrusage counts what the process that started this one had
    found = re.search("VmHWM:[^0-9]*([0-9]+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0


def main() -> int:
    """Print a line per case; 1 where one takes longer or more than promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only cases with one of these words")
    parser.add_argument("--slower", type=float, default=1, help="how many times slower this machine may be")
    parser.add_argument("--file", type=Path, help="measure this one in this process")
    given = parser.parse_args()
    if given.file:
        print(json.dumps(measure(given.file.read_bytes())))
        return 0
    bad = 0
    path = Path(f"/tmp/worst-{os.getpid()}.xlsx")
    for name, make in CASES.items():
        if given.words and not any(word in name for word in given.words):
            continue
        path.write_bytes(make())
        command = [sys.executable, __file__, "--file", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:34} failed: {done.stderr.strip().splitlines()[-1]}", flush=True)
            bad += 1
            continue
        seconds, peak, findings = json.loads(done.stdout)
        over = seconds > SECONDS * given.slower or peak > MEMORY
        bad += over
        print(f"{name:34} {seconds:6.2f} s {peak:5.0f} MB {findings:5} findings{'  <<<' * over}", flush=True)
    path.unlink(missing_ok=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
