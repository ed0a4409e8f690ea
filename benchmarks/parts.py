"""The fastest parts that can be installed today: calamine reads, rust-docxtpl fills; nothing is checked.

`python benchmarks/parts.py FOLDER OUT TEMPLATE PLACES`, in an environment of its own
(`pip install python-calamine rust-docxtpl`), for rust-docxtpl takes the place of docxtpl.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from names import names
from python_calamine import CalamineWorkbook


def read(path: Path, places: dict[str, Any]) -> dict[str, Any]:
    """The names of the template with their values from one workbook."""
    book = CalamineWorkbook.from_path(str(path))
    wanted = {sheet for sheet, _ in places["figures"].values()}
    wanted |= {sheet for cells in places["inputs"].values() for sheet, _ in cells}
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in wanted}

    def value(sheet: str, cell: str) -> Any:
        row, column = POSITIONS[cell]
        rows = sheets[sheet]
        found = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        return None if found == "" else found

    def texts(name: str) -> list[str]:
        values = (value(sheet, cell) for sheet, cell in places["inputs"].get(name, []))
        return [str(found) for found in values if found is not None]

    return names(texts, value, places)


class _Positions(dict[str, tuple[int, int]]):
    def __missing__(self, cell: str) -> tuple[int, int]:
        match = re.fullmatch("([A-Z]+)([0-9]+)", cell)
        assert match
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        self[cell] = int(match[2]) - 1, column - 1
        return self[cell]


POSITIONS = _Positions()


def main() -> None:
    """Convert a folder."""
    folder, output, template = (Path(word) for word in sys.argv[1:4])
    places = json.loads(Path(sys.argv[4]).read_text(encoding="utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.xlsx")):
        document = DocxTemplate(str(template))
        document.render(read(path, places), autoescape=True)
        document.save(str(output / f"{path.stem}.docx"))


if __name__ == "__main__":
    main()
