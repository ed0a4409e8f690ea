"""Word reports to PDF through LibreOffice: a few processes for a whole folder, each file looked after."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from converter.publish.office import run_office

Failure = Literal["failed", "timeout"]

CHUNK = 50
"""Files in one process: it starts once in 50, and a hang costs 50 at most."""

START, EACH = 120, 6
"""Seconds that a process may take to start (a first start on an old machine), and for each file."""

TRIES = 2
"""Files of a chunk that may hang, or fail where nothing at all comes out, before the rest is given up."""

_OPTIONS = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},  # headings and tables for screen readers
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
_KIND = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS, separators=(',', ':'))}"


def to_pdf(
    program: Path, documents: Sequence[bytes], start: float = START, each: float = EACH
) -> Iterator[bytes | Failure]:
    """The PDF of each Word document in order, or why there is none.

    A document that LibreOffice chokes on costs the others of its chunk nothing: what is missing after
    a chunk is tried again alone. A process is ended after `start` seconds and `each` for every file.
    OSError: there is no place for temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        work = _Work(program, Path(folder), start, each)
        for first in range(0, len(documents), CHUNK):
            yield from work.convert(documents[first : first + CHUNK])


class _Work:
    """A folder with a profile and plain names, away from the reports: LibreOffice locks what it reads."""

    def __init__(self, program: Path, folder: Path, start: float, each: float) -> None:
        self.program, self.folder, self.start, self.each = program, folder, start, each
        self.runs = 0

    def convert(self, documents: Sequence[bytes]) -> list[bytes | Failure]:
        whole = self._run(documents)
        missing = [index for index, made in enumerate(whole) if not isinstance(made, bytes)]
        if len(documents) == 1 or len(missing) == 0:
            return whole
        vain = 0
        for index in missing:
            if vain == TRIES:
                break
            whole[index] = self._run([documents[index]])[0]
            nothing = not any(isinstance(made, bytes) for made in whole)
            vain += whole[index] == "timeout" or nothing
        return whole

    def _run(self, documents: Sequence[bytes]) -> list[bytes | Failure]:
        self.runs += 1
        source, target = self.folder / f"{self.runs}-in", self.folder / f"{self.runs}-out"
        source.mkdir()
        target.mkdir()
        names = [source / f"{number}.docx" for number in range(len(documents))]
        for name, document in zip(names, documents, strict=True):
            name.write_bytes(document)
        seconds = self.start + self.each * len(names)
        in_time = run_office(self.program, self.folder / "profile", _KIND, names, target, seconds)
        why: Failure = "failed" if in_time else "timeout"
        return [_whole(target / f"{name.stem}.pdf") or why for name in names]


def _whole(path: Path) -> bytes | None:
    """A PDF from its first line to its last, None where there is no such file."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:] else None
