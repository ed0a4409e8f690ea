"""Reuse of documents: one of the last run with the same recipe is not rendered again.

A recipe is a digest of everything that a document is made from: the workbook's bytes, the edition of the
form, the template, how it is rendered, the office's rules, whether it is a draft, and the version of this
program.
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
from converter.system.stamps import is_ours
from converter.system.versions import version


class PreviousDocument(NamedTuple):
    """A document of the last run. `name`: its path below the output folder."""

    recipe: str
    name: str
    content: bytes


class _Record(NamedTuple):
    """What the last run recorded: the digest of a workbook, the recipe and the path of its document."""

    digest: str
    recipe: str
    document: str


def recipe(
    digest: str, template: WordTemplate, settings: Settings, *, draft: bool, by_docxtpl: bool = False
) -> str:
    """The recipe of a document; `digest`: of the workbook."""
    # "quick" means compiled; the word is part of every digest in result.json, so it stays
    path = "docxtpl" if by_docxtpl else "quick"
    parts = (
        digest,
        FORM.edition,
        template.digest,
        path,
        repr(settings),
        str(draft),
        version("xxgk-converter"),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class PreviousDocuments:
    """The documents of the last run into an output folder, by the names of their workbooks."""

    def __init__(self, output: Path | None) -> None:
        self._output = output
        before = None if output is None else last_run(output)
        self._records: Mapping[str, _Record] = {
            record.source: _Record(record.digest, record.recipe, record.document)
            for record in (before.records if before else ())
            if record.recipe
        }

    def of(self, source: str, workbook: bytes) -> PreviousDocument | None:
        """The document of an unchanged workbook; None where it changed, or the document did or is missing."""
        recorded = self._records.get(source)
        if (
            recorded is None
            or self._output is None
            or recorded.digest != hashlib.sha256(workbook).hexdigest()
        ):
            return None
        name = recorded.document
        folder, _, file = name.partition("/")
        if folder not in (REPORTS, DRAFTS) or Path(file).name != file:
            return None
        try:
            content = (self._output / name).read_bytes()
        except (OSError, ValueError):  # moved, deleted, or no valid path: it is rendered again
            return None
        return PreviousDocument(recorded.recipe, name, content) if is_ours(content) else None
