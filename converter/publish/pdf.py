"""Word reports to PDF by LibreOffice: one process for many files, beside everything else that is done.

LibreOffice converts files one after another. Where it hangs or breaks down, the file that it was at is put
aside and the rest goes on in a new process; that file is tried once more alone at the end.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Literal, NamedTuple

from converter.publish.office import office_at_work
from converter.publish.printable import printable
from converter.system import sharing
from converter.system.sharing import content_of, open_file

Failure = Literal["failed", "timeout"]

CHUNK = 100
"""Files per process: the start is paid once for 100, whose copies lie in the temporary folder meanwhile."""

START, EACH = 120, 60
"""Seconds for the first PDF of a process (a first start on an old machine), and for each further one."""

LEAVING = 10
"""Seconds that a process may take to end by itself once all is done."""

MAX_VAIN = 2
"""Further processes that may hang one after another, or convert nothing where none has yet: the rest is given
up then."""

_GLANCE = 0.05
"""Seconds between two looks for new PDFs."""

_TURN = 0.5
"""Seconds of a wait after which a signal is seen on every system."""

_OPTIONS = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},  # headings and tables for screen readers
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
KIND = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS, separators=(',', ':'))}"
"""What LibreOffice is asked for."""


class Printed(NamedTuple):
    """What came of a document, by its place in the list: a PDF, or why there is none."""

    at: int
    made: bytes | Failure | OSError


@contextmanager
def printing(
    program: Path, documents: Sequence[str], start: float = START, each: float = EACH
) -> Iterator[Iterator[Printed]]:
    """What comes of Word documents, by their paths, each as soon as it is there. LibreOffice works at once.

    OSError, in the place of a PDF: the document cannot be read, or temporary files cannot be written. At the
    end LibreOffice is ended, whether or not all was taken.
    """
    with tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        printer = _Printer(program, Path(folder), documents, start, each)
        thread = threading.Thread(target=printer.work)
        thread.start()
        try:
            yield printer.taken()
        finally:
            printer.over.set()
            thread.join()


class _Printer:
    """A folder with a profile and copies of the documents, as LibreOffice locks the files that it reads."""

    def __init__(
        self, program: Path, folder: Path, documents: Sequence[str], start: float, each: float
    ) -> None:
        self.program, self.folder, self.documents = program, folder, documents
        self.start, self.each = start, each
        self.over = threading.Event()
        self._came: SimpleQueue[tuple[int, Path | Failure | OSError]] = SimpleQueue()
        self._open = set(range(len(documents)))
        self._runs = self._vain = 0
        self._works = False
        self._failure: Failure = "failed"

    def taken(self) -> Iterator[Printed]:
        """What comes of each document, as it comes."""
        for _ in self.documents:
            at, made = self._next()
            if isinstance(made, Path):
                try:
                    yield Printed(at, content_of(made))
                except OSError as error:
                    yield Printed(at, error)
                with suppress(OSError):  # the whole folder goes at the end
                    sharing.remove(made)
            else:
                yield Printed(at, made)

    def _next(self) -> tuple[int, Path | Failure | OSError]:
        while True:
            with suppress(Empty):
                return self._came.get(timeout=_TURN)

    # --- in the thread ----------------------------------------------------------------------------

    def work(self) -> None:
        """Convert all documents. Whatever happens, something comes of each."""
        reason: Failure | OSError = "failed"
        try:
            for first in range(0, len(self.documents), CHUNK):
                self._convert(range(first, min(first + CHUNK, len(self.documents))))
        except OSError as error:  # no space for temporary files
            reason = error
        finally:
            for at in sorted(self._open):
                self._tell(at, reason)

    def _tell(self, at: int, made: Path | Failure | OSError) -> None:
        self._open.discard(at)
        self._came.put((at, made))

    def _convert(self, chunk: Sequence[int]) -> None:
        """Convert the documents of a chunk, then each that failed once more alone."""
        for at in chunk:
            try:
                content = content_of(Path(self.documents[at]))
            except OSError as error:  # moved meanwhile
                self._tell(at, error)
            else:
                self._copy(at).write_bytes(printable(content))
        if self._works:
            self._vain = 0
        failed: list[int] = []
        waiting = [at for at in chunk if at in self._open]
        while waiting and self._goes_on():
            made = self._run(waiting)
            end = max((place for place, at in enumerate(waiting) if at in made), default=-1)
            missing = [at for at in waiting[: end + 2] if at not in made]  # also the one that it was at
            if len(waiting) == 1:
                for at in missing:
                    self._tell(at, self._failure)
            failed += missing
            waiting = waiting[end + 2 :]
        for at in failed:
            if at in self._open and self._goes_on() and not self._run([at]):
                self._tell(at, self._failure)
        for at in chunk:
            if at in self._open:
                self._tell(at, self._failure)
            sharing.remove(self._copy(at), missing_ok=True)

    def _goes_on(self) -> bool:
        return self._vain <= MAX_VAIN and not self.over.is_set()

    def _copy(self, at: int) -> Path:
        return self.folder / f"{at}.docx"

    def _run(self, numbers: Sequence[int]) -> set[int]:
        """Convert documents by one process; those of which there is a PDF then."""
        self._runs += 1
        target = self.folder / f"{self._runs}"
        target.mkdir()
        made: set[int] = set()
        self._failure = "failed"
        sources = [self._copy(at) for at in numbers]
        with office_at_work(self.program, self.folder / "profile", KIND, sources, target) as office:
            until = time.monotonic() + self.start
            while not self.over.is_set():
                ended = office is None or office.poll() is not None
                came = {at for at in numbers if at not in made and _is_complete(target / f"{at}.pdf")}
                for at in sorted(came):
                    self._tell(at, target / f"{at}.pdf")
                made |= came
                if came:
                    until = time.monotonic() + (self.each if len(made) < len(numbers) else LEAVING)
                elif ended:
                    break
                elif time.monotonic() > until:
                    self._failure = "timeout"
                    break
                else:
                    self.over.wait(_GLANCE)
        self._works = self._works or bool(made)
        if made:
            self._vain = 0
        elif self._failure == "timeout" or not self._works:
            self._vain += 1
        return made


def _is_complete(path: Path) -> bool:
    """Whether there is a whole PDF; not one of which the start or the end is missing, or that is held."""
    try:
        with open_file(path) as file:
            start = file.read(5)
            file.seek(max(0, file.seek(0, os.SEEK_END) - 1024))
            return start == b"%PDF-" and b"%%EOF" in file.read()
    except OSError:
        return False
