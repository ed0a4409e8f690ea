"""A folder converted with the checks of cells and sums (A, B) alone, without proof, board and county checks.

`python benchmarks/bare.py FOLDER OUT`: about the work of scripts that only fill a template. No command does
this: it is here to compare like with like.
"""

from __future__ import annotations

import sys
from pathlib import Path

from converter import checks
from converter.batch import folder
from converter.batch.folder import Job, convert_folder
from converter.county.check import County
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.shipped.resources import word_templates


def main() -> None:
    """Convert a folder."""
    every, judged = checks.checks_of(FORM), checks.judged_codes(FORM)
    few = tuple(check for check in every if all(map(_is_of_cells_or_sums, check.codes)))
    asked = tuple(code for code in judged if _is_of_cells_or_sums(code.code))
    checks.checks_of, checks.judged_codes = (lambda _: few), (lambda _: asked)
    folder.check_county = lambda outcomes, *_, **__: County(outcomes)
    templates = {key: WordTemplate.of(path.read_bytes()) for key, path in word_templates(FORM).items()}
    convert_folder(Path(sys.argv[1]), Path(sys.argv[2]), Job(templates, proof=False))


def _is_of_cells_or_sums(code: str) -> bool:
    return code.startswith(("A", "B"))


if __name__ == "__main__":
    main()
