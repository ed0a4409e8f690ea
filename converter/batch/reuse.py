"""Reuse of documents: one that stands in the output folder with the same recipe is not rendered again.

A recipe is a digest of everything that a document is made from: the workbook's bytes, its title, the edition
of the form, the template, how it is rendered, the office's rules, whether it is a draft, and the version of
this program. Each document states its own, covered by its stamp, and is judged by that alone: what a
result.json says of it may be of another run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from converter.checks.settings import Settings
from converter.document.render import WordTemplate
from converter.form import Form
from converter.results.paths import DRAFTS, REPORTS
from converter.system.sharing import content_of
from converter.system.stamps import RECIPE, SOURCE, own_property
from converter.system.versions import version


class PreviousDocument(NamedTuple):
    """A document that we wrote. `name`: its path below the output folder.

    `proved`: the number of its figures that an earlier run compared in these very bytes, None where it is not
    known that one did.
    """

    recipe: str
    name: str
    content: bytes
    proved: int | None = None


def recipe(
    digest: str,
    template: WordTemplate,
    settings: Settings,
    form: Form,
    *,
    draft: bool,
    by_docxtpl: bool = False,
    title: str = "",
) -> str:
    """The recipe of a document; `digest`: of the workbook. `title`: it may come from the file's name."""
    # "quick" means compiled; the word is part of every digest in result.json, so it stays
    path = "docxtpl" if by_docxtpl else "quick"
    parts = (
        digest,
        title,
        form.edition + form.local,
        template.digest,
        path,
        repr(settings),
        str(draft),
        version("xxgk-converter"),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class PreviousDocuments:
    """The documents in an output folder that nobody changed, by the workbooks that they were made from.

    `names`: their paths below it by the digests of the workbooks.
    """

    def __init__(self, output: Path | None) -> None:
        self._output = output
        self.names: Mapping[str, Sequence[str]] = {} if output is None else _names_by_source(output)

    def of(self, digest: str) -> Sequence[PreviousDocument]:
        """The documents made from the workbook with this digest, usually one at most."""
        names = self.names.get(digest, ())
        return tuple(document for name in names if (document := self._read(name)) is not None)

    def _read(self, name: str) -> PreviousDocument | None:
        """A document as it is now; None where it was moved, deleted or changed meanwhile."""
        assert self._output is not None
        try:
            content = content_of(self._output / name)
        except OSError:
            return None
        made_from = own_property(content, RECIPE)
        return PreviousDocument(made_from, name, content) if made_from else None


def _names_by_source(output: Path) -> Mapping[str, Sequence[str]]:
    """The paths of all documents that we wrote, by the digest of the workbook that each states."""
    names: dict[str, list[str]] = {}
    for folder in (REPORTS, DRAFTS):
        try:
            paths = sorted((output / folder).glob("*.docx"))
        except OSError:  # all are rendered again
            continue
        for path in paths:
            try:
                source = own_property(content_of(path), SOURCE)
            except OSError:  # open in Word, or no file: it is rendered again
                continue
            if source:
                names.setdefault(source, []).append(f"{folder}/{path.name}")
    return names
