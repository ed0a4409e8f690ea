"""The PDF files of a batch: those that still hold stay, the others are printed, compared and written.

A PDF states in its stamp what it was made from: the Word report byte for byte, what LibreOffice is asked for,
its version and the typefaces of the computer, the version of this program, and whether it was compared.
"""

from __future__ import annotations

import hashlib
import os
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from converter.catalogue.messages import finding
from converter.publish.office import VARIABLE, find_office, installed_typefaces, office_identity
from converter.publish.outputs import BATCH, Outputs, delivered
from converter.publish.pdf import KIND, Failure, Printed, printing
from converter.report.report import Place
from converter.results.outcome import Batch, Outcome
from converter.results.paths import PDF
from converter.system.files import failure_reason
from converter.system.sharing import content_of
from converter.system.text_stamps import PDF_MADE, has_own_stamp, stamped_text
from converter.system.versions import version


@contextmanager
def begun(batch: Batch, output: Path, outputs: Outputs, *, proof: bool) -> Iterator[Callable[[], None]]:
    """Begin to print the PDF of each Word report; what is given writes each as soon as it is printed."""
    program = find_office()
    if program is None:
        if next(delivered(batch), None) is not None:
            named = os.environ.get(VARIABLE, "")
            variant = "named" if named else "missing"
            outputs.findings[BATCH].append(finding("O-01", Place(PDF), variant=variant, found=named))
        yield lambda: None
        return
    made_by = _made_by(program)
    due, standing = array("Q"), array("Q")  # indexes of outcomes
    words: list[str] = []
    for at, outcome, _, stem in delivered(batch):
        word = output / str(outcome.document)
        if _holds(output / PDF / f"{stem}.pdf", word, made_by, proof=proof):
            standing.append(at)
        else:
            due.append(at)
            words.append(str(word))
    with _printing(program, words) as printed:

        def write() -> None:
            there, still = array("Q", standing), frozenset(standing)
            for place, made in printed:
                outcome = batch.outcomes[due[place]]
                if _write(due[place], outcome, made, output, outputs, made_by, proof=proof):
                    there.append(due[place])
            for at in sorted(there):  # in the order of the outcomes, in whichever they were printed
                name = f"{PDF}/{PurePosixPath(str(batch.outcomes[at].document)).stem}.pdf"
                outputs.enter(at, name)
                if at in still:
                    outputs.standing.add(name)

        yield write


@contextmanager
def _printing(program: Path, words: Sequence[str]) -> Iterator[Iterator[Printed]]:
    """As `printing`, also where no temporary folder can be made."""
    with ExitStack() as stack:
        printed: Iterator[Printed] = iter(())
        if words:
            try:
                printed = stack.enter_context(printing(program, words))
            except OSError as error:
                printed = (Printed(place, error) for place in range(len(words)))
        yield printed


def _holds(path: Path, word: Path, made_by: str, *, proof: bool) -> bool:
    """Whether a PDF is as we wrote it, was made from this Word report, and is what would be made now."""
    try:
        content = content_of(path)
        stated = _STATED.search(content[-_END:])
        if stated is None or not has_own_stamp(content):
            return False
        now = content_of(word)
    except OSError:
        return False
    return stated[1].decode() in {_recipe(now, made_by, proof=each) for each in (True, proof)}


def _write(
    at: int,
    outcome: Outcome,
    made: bytes | Failure | OSError,
    output: Path,
    outputs: Outputs,
    made_by: str,
    *,
    proof: bool,
) -> bool:
    """Write a PDF that agrees with its report; False, with findings, where there is none."""
    document = PurePosixPath(str(outcome.document))
    name = f"{document.stem}.pdf"
    path = f"{PDF}/{name}"
    if isinstance(made, bytes):
        try:
            word = content_of(output / document)
        except OSError as error:
            made = error
    if isinstance(made, OSError):  # moved meanwhile, or no space for temporary files
        detail = failure_reason(made)
        outputs.findings[at].append(finding("O-05", Place(name), subject=path, detail=detail))
        outputs.unwritten.add(path)
        return False
    if not isinstance(made, bytes):
        outputs.findings[at].append(finding("O-02", Place(name), variant=made))
        return False
    comment = PDF_MADE % _recipe(word, made_by, proof=proof)
    content = stamped_text(made, comment, b"startxref") if b"startxref" in made else made
    report = outcome.report
    assert report is not None  # only reports have documents
    if proof:
        from converter.publish.pdf_proof import prove_pdf  # not imported where all PDFs still hold

        if findings := prove_pdf(content, word, report, report.form, name):
            outputs.findings[at].extend(findings)
            return False
    return outputs.write(at, output, path, [content].__iter__)


# --- recipes --------------------------------------------------------------------------------------


_END: Final = 1_000
"""Bytes at the end of a PDF in which its stamp stands."""

_STATED: Final = re.compile(rb"%xxgk-recipe:([0-9a-f]{64}) xxgk-stamp:")


def _recipe(word: bytes, made_by: str, *, proof: bool) -> str:
    """What a PDF is made from, and how."""
    parts = (hashlib.sha256(word).hexdigest(), KIND, made_by, str(proof))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _made_by(program: Path) -> str:
    """What the looks of a PDF depend on besides the Word report: programs, and the computer's typefaces."""
    return "\n".join((version("xxgk-converter"), office_identity(program), *installed_typefaces()))
