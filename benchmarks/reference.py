"""Documents of many reports, rendered as we do and by docxtpl itself, compared part by part in canonical XML.

`python benchmarks/reference.py [COUNT]` says how many are equal; it takes about 0.1 s each.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree
from material import write_material

from converter.document.context import context
from converter.document.render import WordTemplate, render
from converter.form import FORM
from converter.outcome import title_of
from converter.resources import word_template
from converter.workbook.reader import read_workbook

OURS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
"""Parts that we write ourselves."""


def parts(document: bytes) -> dict[str, bytes]:
    """The parts that hold text or looks, in canonical XML."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist() if name not in OURS}
    return {
        name: etree.tostring(etree.fromstring(content), method="c14n")
        for name, content in contents.items()
        if name.startswith("word/") and name.endswith(".xml")
    }


def by_docxtpl(template: bytes, names: dict[str, Any]) -> bytes:
    """The document that docxtpl makes."""
    document = DocxTemplate(io.BytesIO(template))
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    document.render(names, environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Compare, and say how many are equal."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    content = word_template().read_bytes()
    template = WordTemplate.of(content)
    equal = 0
    with tempfile.TemporaryDirectory() as name:
        for path in write_material(Path(name), count):
            report = read_workbook(path.read_bytes(), path.name).report
            assert report is not None
            names = context(report, FORM)
            ours = render(template, names, title=title_of(report), author=report.agency)
            equal += parts(ours) == parts(by_docxtpl(content, names))
    print(f"{equal} of {count} documents equal docxtpl's, part by part in canonical XML")
    sys.exit(equal != count)


if __name__ == "__main__":
    main()
