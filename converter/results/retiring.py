"""Retiring: what stands in the output folders and belongs to no outcome of this run moves to 已失效.

That is judged by the files themselves, so that nothing is forgotten that an ended run left, or that could not
be moved then; result.json tells besides of files that state nothing. No file is deleted; one that a person
changed moves to 已改动 instead (`results.aside`). Which folders are meant is said by those who write there
(`batch.delivery`, `desk.outputs`, `publish`), after what takes the place of a file stands.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path, PurePosixPath

from converter.results.aside import Aside, set_aside
from converter.results.last_run import last_run
from converter.results.paths import RETIRED
from converter.system import sharing
from converter.system.errors import OutputError
from converter.system.files import failure_reason, is_folder
from converter.system.naming import unused
from converter.system.own_files import is_output


def retire(
    output: Path,
    kept: Iterable[str],
    key: str,
    folders: tuple[str, ...],
    aside: Aside,
    failed: Collection[str] = (),
) -> dict[str, str]:
    """Move files of earlier runs that this run does not write to 已失效, numbered where names repeat.

    `kept`: paths that this run writes. `key`: the key of result.json that names the files. `folders`: only
    files below these are moved, whatever result.json names. `aside`: gets the files that a person changed.
    `failed`: workbooks whose new files could not be written: the last ones stay.
    A folder that is empty then goes.

    Returns the files that could not be moved and the folders that could not be listed, each with the reason.
    """
    names, unmoved = outdated(output, kept, key, folders, failed)
    taken: dict[str, set[str]] = {}
    for name in names:
        source = output / name
        try:
            set_aside(output, name, aside)
        except OutputError as error:
            unmoved[name] = str(error).rstrip("。")
            continue
        if name in aside:
            continue
        suffix = source.suffix
        try:
            if suffix not in taken:
                taken[suffix] = {path.stem.casefold() for path in (output / RETIRED).glob(f"*{suffix}")}
            target = output / RETIRED / f"{unused(source.stem, taken[suffix])}{suffix}"
            target.parent.mkdir(exist_ok=True)
            sharing.replace(source, target)
        except OSError as error:
            unmoved[name] = failure_reason(error)
    for folder in {PurePosixPath(name).parts[0] for name in names}:
        with suppress(OSError):  # it is not empty, or somebody looks into it: an empty folder harms nobody
            (output / folder).rmdir()
    return unmoved


def outdated(
    output: Path, kept: Iterable[str], key: str, folders: tuple[str, ...], failed: Collection[str] = ()
) -> tuple[list[str], dict[str, str]]:
    """The paths of files of earlier runs that this run does not keep, and folders that are not listed.

    Of the files that are kept only digests are in memory.
    """
    before = last_run(output)
    exact, alike = set[bytes](), set[bytes]()
    records = before.records if before else ()
    last = (name for record in records if record.source in failed for name in record.files[key])
    for name in chain(kept, last if failed else ()):
        exact.add(_digest(name))
        alike.add(_digest(_alike(name)))
    unlisted: dict[str, str] = {}
    others = {name for name in _files(output, folders, unlisted) if _digest(name) not in exact}
    recorded = set[str]()
    for name in before.named(key) if before else ():
        if name in others or (_digest(name) not in exact and _stands(output, name, folders)):
            recorded.add(name)
    doubtful = {name for name in others | recorded if _digest(_alike(name)) in alike}
    if doubtful:
        doubtful -= _other_files(output, doubtful, _files(output, folders, {}), exact)
    gone = (others | recorded) - doubtful
    return sorted(name for name in gone if name in recorded or is_output(output / name)), unlisted


def _files(output: Path, folders: tuple[str, ...], unlisted: dict[str, str]) -> Iterator[str]:
    """The paths of all files in these folders but hidden ones and those by which Office locks others.

    `unlisted`: gets the folders that the system does not list, each with its reason.
    """
    for folder in filter(lambda name: is_folder(output / name), folders):
        try:
            with os.scandir(output / folder) as entries:
                for entry in entries:
                    is_hidden = entry.name.startswith((".", "~$"))
                    if not is_hidden and os.path.isfile(entry.path):  # noqa: PTH113  no error for any name
                        yield f"{folder}/{entry.name}"
        except OSError as error:
            unlisted[folder] = failure_reason(error)


def _stands(output: Path, name: str, folders: tuple[str, ...]) -> bool:
    """Whether a file that result.json names is one of these folders' and is there."""
    folder, *rest = PurePosixPath(name).parts or ("",)
    is_below = folder in folders and bool(rest) and ".." not in rest
    return is_below and os.path.isfile(output / name)  # noqa: PTH113  no error for any name


def _other_files(output: Path, names: Collection[str], standing: Iterable[str], kept: set[bytes]) -> set[str]:
    """Those of these names that are other files than the kept ones of which the system shows the case.

    Some systems give a file that this run writes the case of an older one; others have two files then.
    """
    twins = {_alike(name) for name in names}
    shown = {_alike(name): name for name in standing if _alike(name) in twins and _digest(name) in kept}
    return {name for name in names if (twin := shown.get(_alike(name))) and not _is_same(output, name, twin)}


def _is_same(output: Path, name: str, twin: str) -> bool:
    try:
        return (output / name).samefile(output / twin)
    except OSError:
        return False


def _alike(name: str) -> str:
    """What names have in common that are one file on some systems."""
    return unicodedata.normalize("NFC", name).casefold()


def _digest(name: str) -> bytes:
    return blake2b(name.encode(errors="surrogatepass"), digest_size=16).digest()
