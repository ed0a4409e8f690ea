"""Word reports to PDF by LibreOffice: few processes for many files, and a retry for each file that failed."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from converter.publish.office import run_office
from converter.publish.printable import printable

Failure = Literal["failed", "timeout"]

CHUNK = 50
"""Files per process: the start is paid once for 50, and a hang delays at most 50."""

START, EACH = 120, 6
"""Seconds that a process may take to start (a first start on an old machine), and per file."""

MAX_FAILED_RETRIES = 2
"""Retries of a chunk that may time out, or fail while no file was converted, before the rest is given up."""

_OPTIONS = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},  # headings and tables for screen readers
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
_KIND = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS, separators=(',', ':'))}"


def to_pdf(
    program: Path, documents: Iterable[bytes], start: float = START, each: float = EACH
) -> Iterator[bytes | Failure]:
    """The PDF of each Word document in order, or why there is none; `CHUNK` of them are in memory at a time.

    A document that LibreOffice cannot convert does not affect the others of its chunk: each file that is
    missing after a chunk is tried again alone. A process is killed after `start` seconds plus `each` per
    file. OSError: temporary files cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        converter = _Converter(program, Path(folder), start, each)
        waiting = iter(documents)
        while chunk := list(islice(waiting, CHUNK)):
            yield from converter.convert(chunk)


class _Converter:
    """A folder with a profile and copies of the reports, as LibreOffice locks the files that it reads."""

    def __init__(self, program: Path, folder: Path, start: float, each: float) -> None:
        self.program, self.folder, self.start, self.each = program, folder, start, each
        self.runs = 0

    def convert(self, documents: Sequence[bytes]) -> list[bytes | Failure]:
        """The PDFs of a chunk; the failed ones are tried again one by one."""
        results = self._run(documents)
        missing = [index for index, result in enumerate(results) if not isinstance(result, bytes)]
        if len(documents) == 1 or len(missing) == 0:
            return results
        failed_retries = 0
        for index in missing:
            if failed_retries == MAX_FAILED_RETRIES:
                break
            results[index] = self._run([documents[index]])[0]
            none_converted = not any(isinstance(result, bytes) for result in results)
            failed_retries += results[index] == "timeout" or none_converted
        return results

    def _run(self, documents: Sequence[bytes]) -> list[bytes | Failure]:
        self.runs += 1
        source, target = self.folder / f"{self.runs}-in", self.folder / f"{self.runs}-out"
        source.mkdir()
        target.mkdir()
        names = [source / f"{number}.docx" for number in range(len(documents))]
        for name, document in zip(names, documents, strict=True):
            name.write_bytes(printable(document))
        seconds = self.start + self.each * len(names)
        in_time = run_office(self.program, self.folder / "profile", _KIND, names, target, seconds)
        failure: Failure = "failed" if in_time else "timeout"
        results = [_read_complete(target / f"{name.stem}.pdf") or failure for name in names]
        for folder in (source, target):  # ten thousand would need gigabytes
            shutil.rmtree(folder, ignore_errors=True)
        return results


def _read_complete(path: Path) -> bytes | None:
    """The bytes of a PDF; None where there is none, or its start or end is missing."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:] else None
