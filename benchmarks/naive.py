"""The usual script: openpyxl reads each workbook, docxtpl fills the template, nothing is checked.

`python benchmarks/naive.py FOLDER OUT TEMPLATE PLACES`. Written as such scripts are, on the same workbooks
and the same template; `PLACES` says in which cell each value stands.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from names import names
from openpyxl import load_workbook


def read(path: Path, places: dict[str, Any]) -> dict[str, Any]:
    """The names of the template with their values from one workbook."""
    book = load_workbook(path, data_only=True)

    def texts(name: str) -> list[str]:
        values = (book[sheet][cell].value for sheet, cell in places["inputs"].get(name, []))
        return [str(value) for value in values if value is not None]

    return names(texts, lambda sheet, cell: book[sheet][cell].value, places)


def main() -> None:
    """Convert a folder."""
    folder, output, template = (Path(word) for word in sys.argv[1:4])
    places = json.loads(Path(sys.argv[4]).read_text(encoding="utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.xlsx")):
        document = DocxTemplate(template)
        document.render(read(path, places), autoescape=True)
        document.save(output / f"{path.stem}.docx")


if __name__ == "__main__":
    main()
