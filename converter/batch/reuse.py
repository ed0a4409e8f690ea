"""Documents of the last run that still stand: what was made from the same is not made anew.

A document's recipe is everything that it is made from: the workbook's bytes, the edition of the form, the
template and the way in which it is rendered, the office's rules, whether it is a draft, and the version of
this program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from converter.checks.settings import Settings
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.last_run import last_run
from converter.results.paths import DRAFTS, REPORTS
from converter.system.versions import version


class PreviousDocument(NamedTuple):
    """A document as it stands in the output folder. `name`: its path below it."""

    recipe: str
    name: str
    content: bytes


class _Known(NamedTuple):
    """What is remembered of a document: its workbook's digest, what it is made from, its path."""

    digest: str
    recipe: str
    document: str


def recipe(
    digest: str, template: WordTemplate, settings: Settings, *, draft: bool, by_docxtpl: bool = False
) -> str:
    """What a document is made from, as one digest; `digest`: of the workbook."""
    way = "docxtpl" if by_docxtpl else "quick"
    parts = (
        digest,
        FORM.edition,
        template.digest,
        way,
        repr(settings),
        str(draft),
        version("xxgk-converter"),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class PreviousDocuments:
    """The documents that the last run into a folder wrote, by the workbook they are of."""

    def __init__(self, output: Path | None) -> None:
        self._output = output
        before = None if output is None else last_run(output)
        self._known: Mapping[str, _Known] = {
            record.source: _Known(record.digest, record.recipe, record.document)
            for record in (before.records if before else ())
            if record.recipe
        }

    def of(self, source: str, workbook: bytes) -> PreviousDocument | None:
        """The document of a workbook that did not change; None where there is none any more."""
        known = self._known.get(source)
        if known is None or self._output is None or known.digest != hashlib.sha256(workbook).hexdigest():
            return None
        name = known.document
        folder, _, file = name.partition("/")
        if folder not in (REPORTS, DRAFTS) or Path(file).name != file:
            return None
        try:
            return PreviousDocument(known.recipe, name, (self._output / name).read_bytes())
        except (OSError, ValueError):  # moved or deleted by someone, or no name at all: it is made anew
            return None
