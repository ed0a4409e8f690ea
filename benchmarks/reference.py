"""Documents of many reports, rendered compiled and by docxtpl, compared part by part in canonical XML.

`python benchmarks/reference.py [COUNT]` prints how many are equal; it takes about 0.1 s each.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from material import write_material

from converter.document.render import WordTemplate, render
from converter.document.render.reference import differing_parts
from converter.document.template_names import template_names
from converter.form import FORM
from converter.results.outcome import title_of
from converter.shipped.resources import word_template
from converter.workbook.read.reader import read_workbook


def main() -> None:
    """Compare, and print how many are equal."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    template = WordTemplate.of(word_template(FORM).read_bytes())
    equal = 0
    with tempfile.TemporaryDirectory() as name:
        for path in write_material(Path(name), count):
            report = read_workbook(path.read_bytes(), path.name).report
            assert report is not None
            names = template_names(report, FORM)
            ours, theirs = (
                render(template, names, title=title_of(report), author=report.agency, by_docxtpl=by_docxtpl)
                for by_docxtpl in (False, True)
            )
            equal += not differing_parts(ours, theirs)
    print(f"{equal} of {count} documents equal docxtpl's, part by part in canonical XML")
    sys.exit(equal != count)


if __name__ == "__main__":
    main()
