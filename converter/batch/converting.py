"""All workbooks of a run converted: here, in several processes or on several machines.

What does not depend on a job (bytes, documents of earlier runs, what those kept) is read where the disk is.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from converter.batch.conversion import Job, checked_workbook, with_document
from converter.batch.entries import Held, held_by
from converter.batch.input_files import InputFile, Unpackable
from converter.batch.keeping import Added, Keeping, added_document, added_outcome
from converter.batch.pool import jobs_for, map_in_processes
from converter.batch.reuse import PreviousDocument, PreviousDocuments
from converter.catalogue.messages import finding
from converter.report.report import Place
from converter.results.outcome import Outcome, compact_outcome
from converter.system.errors import ConverterError


class Earlier(NamedTuple):
    """What earlier runs left. `keeping`: None where nothing is kept."""

    documents: PreviousDocuments
    keeping: Keeping | None


class _Loaded(NamedTuple):
    """A workbook with what is read from the disk for it. `content`: None where it cannot be read.

    `previous`: documents of earlier runs that were made from it. `held`: why the system does not give it
    out now; else it lies in an archive from which it cannot be unpacked. `key`: under which its outcome is to
    be kept, "" where it is not; `kept`: the one that an earlier run kept.
    """

    file: InputFile
    content: bytes | None
    previous: Sequence[PreviousDocument] = ()
    held: Held | None = None
    digest: str = ""
    key: str = ""
    kept: Outcome | None = None


class Converted(NamedTuple):
    """An outcome, and what is to be kept of it."""

    outcome: Outcome
    added: tuple[Added, ...] = ()


def convert_all(
    workbooks: Sequence[InputFile],
    job: Job,
    earlier: Earlier,
    jobs: int | None,
    scheduler: str | None,
) -> Iterator[Converted]:
    """The outcomes in the order of the files; computed here, in several processes or on several machines."""
    if scheduler is not None:
        from converter.batch.cluster import map_on_cluster

        return map_on_cluster(scheduler, _convert_loaded, job, workbooks, partial(_load, earlier), _crashed)
    processes = jobs_for(len(workbooks)) if jobs is None else jobs
    return map_in_processes(_convert_file, (job, earlier), workbooks, processes, _crashed)


def _convert_file(constant: tuple[Job, Earlier], file: InputFile) -> Converted:
    job, earlier = constant
    return _convert_loaded(job, _load(earlier, file))


def _crashed(file: InputFile) -> Converted:
    """The outcome of a file that ends its process even when it is alone in it."""
    crash = finding("F-01", Place(file.name), variant="crashed", detail="")
    return Converted(Outcome(file.name, None, (), notices=(crash,)))


def _load(earlier: Earlier, file: InputFile) -> _Loaded:
    if file.held is not None:
        return _Loaded(file, None, held=file.held)
    try:
        content = file.read()
    except Unpackable:
        return _Loaded(file, None)
    except OSError as error:
        return _Loaded(file, None, held=held_by(error))
    digest = hashlib.sha256(content).hexdigest()
    item = _Loaded(file, content, earlier.documents.of(digest), digest=digest)
    if (keeping := earlier.keeping) is None:
        return item
    proved = (each._replace(proved=keeping.proved(each.recipe, each.content)) for each in item.previous)
    kept, key = keeping.outcome(file.name, digest), keeping.outcome_key(file.name, digest)
    return item._replace(previous=tuple(proved), kept=kept, key="" if kept is not None else key)


def _convert_loaded(job: Job, item: _Loaded) -> Converted:
    name, content = item.file.name, item.content
    if item.held is not None:
        return Converted(Outcome(name, None, (), notices=(item.held.told(name),)))
    if content is None:
        return Converted(Outcome(name, None, (finding("F-02", Place(name), variant="archive"),)))
    try:
        checked = item.kept or checked_workbook(content, name, job)
        outcome = with_document(checked, job, item.previous)
        packed = compact_outcome(checked) if item.kept is None else checked
        outcome = replace(outcome, report=packed.report, last=packed.last)
        return Converted(outcome, (*added_outcome(item.key, packed), *_proved(item, outcome)))
    except ConverterError:
        raise
    except Exception as error:  # a bug of ours: reported for this file, and the batch goes on
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error}，{Path(where.filename).name}:{where.lineno}"
        bug = finding("F-99", Place(name), detail=detail)
        return Converted(Outcome(name, None, (), digest=item.digest, notices=(bug,)))


def _proved(item: _Loaded, outcome: Outcome) -> tuple[Added, ...]:
    """What is to be kept of the document of a workbook, where it is kept at all."""
    reused = [each for each in item.previous if each.name == outcome.reused]
    if any(each.proved is not None for each in reused):
        return ()
    content = reused[0].content if reused else outcome.content
    return added_document(outcome, content) if item.key or item.kept is not None else ()
