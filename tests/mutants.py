"""Mutants: filled workbooks damaged at random. Either something is told, or every figure is right.

For a mutant that passes without an error, each figure must be the unharmed one, or the mutant must
really hold the other one: a second reader (openpyxl) then reads the same from the same cell.

`python -m tests.mutants [HOW_MANY]` runs the whole proof (2,000 by default) and prints the result. There
openpyxl and python-calamine read every mutant that passes, as further opinions: each difference must be
of a kind that `REVIEWED` explains.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from converter.batch.folder import Job, convert_workbook
from converter.form import FORM, Ref
from converter.grid.cells import Position, address
from converter.report.report import Report, Value
from converter.workbook.layout.workbook_layout import figure_addresses, layout
from tests.reports import FIGURES, report
from tests.workbooks import fill_workbook

Parts = dict[str, bytes]
SEED = 20211

ORIGINALS = (
    report(),
    report({**FIGURES, "二.r2.c1": 30, "二.r2.c3": 40, "三.r01.c3": 1, "三.r17.c3": 1, "六一.r1.c1": 2}),
    report({"二.r3.c1": 12}, states={"三": "零报告", "四": "零报告"}),
)
NAMES = [sheet.name for sheet in layout(FORM)]
SHEETS = [f"xl/worksheets/sheet{number}.xml" for number in range(1, 9)]


def unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, twice: str = "") -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name twice is meant
        for name, part in parts.items():
            archive.writestr(name, part)
        if twice:
            archive.writestr(twice, parts[twice].replace(b"<v>", b"<v>1"))
    return buffer.getvalue()


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes of the file become others."""
    harmed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """The file did not arrive whole."""
    return content[: chance.randrange(len(content))]


def drop_part(content: bytes, chance: random.Random) -> bytes:
    """A member of the archive is gone."""
    parts = unpacked(content)
    del parts[chance.choice(list(parts))]
    return packed(parts)


def swap_parts(content: bytes, chance: random.Random) -> bytes:
    """Two sheets change places."""
    parts = unpacked(content)
    one, other = chance.sample(SHEETS, 2)
    parts[one], parts[other] = parts[other], parts[one]
    return packed(parts)


def double_part(content: bytes, chance: random.Random) -> bytes:
    """A sheet stands in the archive twice, with other numbers."""
    return packed(unpacked(content), chance.choice(SHEETS))


def change_characters(content: bytes, chance: random.Random) -> bytes:
    """Some characters of a sheet or of the strings become others."""
    parts = unpacked(content)
    name = chance.choice([*SHEETS, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
    text = list(parts[name].decode())
    for _ in range(chance.randint(1, 4)):
        text[chance.randrange(len(text))] = chance.choice('0123456789<>/"= abcABC一三&;-.')
    return packed(parts | {name: "".join(text).encode()})


def change_numbers(content: bytes, chance: random.Random) -> bytes:
    """Stored values of some cells become others: numbers, texts of the file, odd ways of writing."""
    parts = unpacked(content)
    name = chance.choice(SHEETS)
    odd = [
        "0",
        "7",
        "007",
        "3.0",
        "3.5",
        "-2",
        "1e2",
        "1E400",
        "",
        " 5 ",
        "5 5",
        "NaN",
        "٣",
        "<!--x-->5",
        "99999999999",
    ]

    def changed(match: re.Match[str]) -> str:
        return f"<v>{chance.choice(odd)}</v>" if chance.random() < 0.1 else match[0]

    text = re.sub(r"<v>[^<]*</v>", changed, parts[name].decode())
    return packed(parts | {name: text.encode()})


def change_cells(content: bytes, chance: random.Random) -> bytes:
    """Cells lose, swap or repeat their references, types and formulas."""
    parts = unpacked(content)
    name = chance.choice(SHEETS)
    cells = re.findall(r"<c [^>]*?(?:/>|>.*?</c>)", parts[name].decode())
    text = parts[name].decode()
    for _ in range(chance.randint(1, 5)):
        one, other = chance.choice(cells), chance.choice(cells)
        change = chance.choice(["delete", "repeat", "rename", "retype", "unformula"])
        new = {
            "delete": "",
            "repeat": one + one,
            "rename": re.sub(r'r="[A-Z]+\d+"', re.search(r'r="[A-Z]+\d+"', other)[0], one, count=1),  # type: ignore[index]
            "retype": one.replace("<c ", f'<c t="{chance.choice(["s", "b", "e", "str", "n", "d", "x"])}" ', 1)
            if ' t="' not in one
            else one,
            "unformula": re.sub(r"<f>.*?</f>", "", one),
        }[change]
        text = text.replace(one, new, 1)
    return packed(parts | {name: text.encode()})


MUTATORS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bytes, cut_off, drop_part, swap_parts, double_part,
    change_characters, change_characters, change_numbers, change_numbers, change_cells, change_cells,
)  # fmt: skip


def known(of: Report) -> dict[Ref, Value | None]:
    """The figures of a report as read back: blanks of a table that is not filled are not known."""
    return {ref: figure.value for ref, figure in of.figures.items()}


def second_opinion(content: bytes, refs: Mapping[Ref, object]) -> dict[Ref, object]:
    """What openpyxl reads in the cells of some figures; where it cannot open the file, a plain search."""
    places = {ref: figure_addresses(FORM)[ref] for ref in refs}
    read: dict[Ref, object] = {}
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
        for ref, (sheet, (row, column)) in places.items():
            read[ref] = book[sheet].cell(row + 1, column + 1).value
    except Exception:  # openpyxl stumbles over decoration and over other cells
        archive = zipfile.ZipFile(io.BytesIO(content))
        for ref, (sheet, position) in places.items():
            part = archive.read(SHEETS[NAMES.index(sheet)]).decode(errors="replace")
            found = re.search(rf'<c r="{address(position)}"[^>]*><v>([^<]*)</v>', part)
            read[ref] = found[1] if found else None
    return read


def told_wrong(content: bytes, original: Report) -> tuple[str, str]:
    """What became of a mutant: its status, and "" or how a figure is wrong in silence."""
    outcome = convert_workbook(content, "变异.xlsx", Job(None))
    if outcome.report is None or outcome.status == "returned":
        return outcome.status, ""
    before, after = known(original), known(outcome.report)
    changed = {ref: value for ref, value in after.items() if (value or 0) != (before[ref] or 0)}
    inputs = {ref: value for ref, value in changed.items() if ref not in FORM.totals}
    opinion = second_opinion(content, inputs) if inputs else {}
    for ref, value in inputs.items():
        seen = opinion.get(ref)
        try:
            same = Decimal(str(seen if seen is not None else 0)) == (value or 0)
        except ArithmeticError:
            same = False
        if not same:
            return outcome.status, f"{ref.key}: was {before[ref]}, is {value}, openpyxl reads {seen!r}"
    return outcome.status, ""


REVIEWED: Mapping[str, str] = {
    "openpyxl refuses the file": "a damaged style, property or text that no figure needs",
    "calamine refuses the file": "a damaged hidden sheet (核对, 预览) or a text that no input needs",
}
"""Differences between our reading of a mutant that passes and other readers', each looked at."""

_CALAMINE = """
import json, sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
print(json.dumps({
    name: {"start": sheet.start, "rows": [[c if isinstance(c, (int, float, str)) else str(c) for c in r]
                                           for r in sheet.to_python(skip_empty_area=True)]}
    for name in book.sheet_names for sheet in [book.get_sheet_by_name(name)]
}))
"""


def readings(content: bytes, folder: Path) -> dict[str, Mapping[str, Mapping[Position, object]] | None]:
    """The cells of a file as other libraries read them, by sheet; None where they refuse it."""
    path = folder / "mutant.xlsx"
    path.write_bytes(content)
    read: dict[str, Mapping[str, Mapping[Position, object]] | None] = {"openpyxl": None, "calamine": None}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, data_only=True)
        read["openpyxl"] = {
            sheet.title: {
                (c.row - 1, c.column - 1): c.value
                for line in sheet.iter_rows()
                for c in line
                if c.value is not None
            }
            for sheet in book.worksheets
        }
    except Exception:  # any kind of error: it refuses the file
        pass
    done = subprocess.run([sys.executable, "-c", _CALAMINE, str(path)], capture_output=True, timeout=60)
    if done.returncode == 0:  # it may also kill its process
        read["calamine"] = {
            name: {
                (row + sheet["start"][0], column + sheet["start"][1]): value
                for row, line in enumerate(sheet["rows"])
                for column, value in enumerate(line)
                if value != ""
            }
            for name, sheet in json.loads(done.stdout).items()
            if sheet["start"]
        }
    return read


def differences(of: Report, content: bytes, folder: Path) -> Iterator[str]:
    """How other libraries read the figures of a mutant otherwise than we do."""
    for reader, sheets in readings(content, folder).items():
        if sheets is None:
            yield f"{reader} refuses the file"
            continue
        for ref, figure in of.figures.items():
            if figure.place is None:
                continue
            if figure.place.sheet not in sheets:
                yield f"{reader} misses a sheet"
                break
            row, column = place_of(figure.place.cell)
            seen = sheets[figure.place.sheet].get((row, column))
            blank = seen is None and not figure.value  # of a filled table, or of one that is not required
            if ref not in FORM.totals and not blank and not same_number(seen, figure.value):
                yield f"{reader} reads {seen!r} for {figure.value} at {ref.key}"


def place_of(cell: str) -> Position:
    """A reference in A1 notation as a position."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def same_number(seen: object, value: Value | None) -> bool:
    """True where another reader's value is ours; a text may hold the number that we told of."""
    try:
        return abs(Decimal(str(seen).strip()) - (value or 0)) < Decimal("1e-6")
    except ArithmeticError:
        return False


def compare(how_many: int, seed: int = SEED) -> Counter[str]:
    """How other libraries read the mutants that pass, by kind of difference."""
    chance = random.Random(seed)
    sources = [fill_workbook(original) for original in ORIGINALS]
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(how_many):
            content = chance.choice(MUTATORS)(chance.choice(sources), chance)
            outcome = convert_workbook(content, "变异.xlsx", Job(None))
            if outcome.report is None or outcome.status == "returned":
                continue
            found["passed"] += 1
            found.update(dict.fromkeys(differences(outcome.report, content, Path(folder)), 1))
    return found


def prove(how_many: int, seed: int = SEED) -> tuple[Counter[str], list[str]]:
    """Make and judge so many mutants: how they ended, and every figure that went wrong in silence."""
    chance = random.Random(seed)
    sources = [(fill_workbook(original), original) for original in ORIGINALS]
    ends: Counter[str] = Counter()
    wrong = []
    for number in range(how_many):
        content, original = chance.choice(sources)
        mutate = chance.choice(MUTATORS)
        status, trouble = told_wrong(mutate(content, chance), original)
        ends[status] += 1
        if trouble:
            wrong.append(f"mutant {number} ({mutate.__name__}): {trouble}")
    return ends, wrong


def main() -> int:
    """Run the whole proof."""
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    ends, wrong = prove(how_many)
    print(f"{how_many} mutants: {dict(ends)}; wrong in silence: {len(wrong)}")
    print("\n".join(wrong[:20]))
    found = compare(max(how_many // 4, 1))
    print(f"of {max(how_many // 4, 1)} mutants {found.pop('passed', 0)} pass; other readers differ:")
    for difference, count in found.most_common():
        print(f"{count:5} {difference}: {REVIEWED.get(difference, 'NOT REVIEWED')}")
    return 1 if wrong or found.keys() - REVIEWED.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
