"""Marked copies that stand as this run would make them: they are kept.

A copy states its recipe, a digest of everything that it is made from: the workbook's bytes and name, the
form, what is asked of the agency and until when, each finding with its sentence and cells, and the version of
this program. It is covered by the copy's stamp, and every part is unpacked to see that the disk kept it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import describe
from converter.report.finding import Finding
from converter.results.outcome import Outcome
from converter.system.sharing import content_of
from converter.system.stamps import RECIPE, own_property
from converter.system.versions import version

_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError, OSError)


def copy_recipe(outcome: Outcome, findings: Iterable[Finding], request: str) -> str:
    """The recipe of a workbook's copy. `findings`: those that go back. `request`: what is asked."""
    form = outcome.report.form if outcome.report else None
    told = [
        (found.code, found.severity.value, [*map(tuple, found.places)], describe(found), found.reason)
        for found in findings
    ]
    parts = (
        outcome.digest,
        PurePosixPath(outcome.source).name,
        outcome.report.agency if outcome.report else "",
        form.edition + form.local if form else "",
        request,
        sorted({(found.code, found.variant) for found in outcome.findings if found.code == "F-09"}),
        told,
        version("xxgk-converter"),
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def is_kept(path: Path, recipe: str) -> bool:
    """Whether a copy with this recipe is there, as this program wrote it."""
    try:
        content = content_of(path)
        if own_property(content, RECIPE) != recipe:
            return False
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except _ERRORS:
        return False
