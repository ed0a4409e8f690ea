"""Retiring: what stands in the output folders and belongs to no outcome of this run moves to 已失效.

That is judged by the files themselves, so that nothing is forgotten that an ended run left, or that could not
be moved then; result.json tells besides of files that state nothing. No file is deleted; one that a person
changed moves to 已改动 instead (`results.aside`). Which folders are meant is said by those who write there
(`batch.delivery`, `desk.outputs`, `publish`), after what takes the place of a file stands.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from converter.results.aside import Aside, set_aside
from converter.results.last_run import last_run
from converter.results.paths import RETIRED
from converter.system.errors import OutputError
from converter.system.files import failure_reason, is_file, is_folder
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
            source.replace(target)
        except OSError as error:
            unmoved[name] = failure_reason(error)
    return unmoved


def outdated(
    output: Path, kept: Iterable[str], key: str, folders: tuple[str, ...], failed: Collection[str] = ()
) -> tuple[list[str], dict[str, str]]:
    """The paths of files of earlier runs that this run does not keep, and folders that are not listed."""
    before = last_run(output)
    recorded = before.files(key) if before else set()
    stays = {_alike(name): name for name in kept}
    if before and failed:
        last = (record.files[key] for record in before.records if record.source in failed)
        stays |= {_alike(name): name for names in last for name in names}
    found = {name for name in recorded if _is_below(name, folders)}
    found = {name for name in found if os.path.isfile(output / name)}  # noqa: PTH113  no error for any name
    standing, unlisted = _files(output, folders)
    found |= standing
    gone = (name for name in found if not _is_kept(output, name, stays.get(_alike(name))))
    return sorted(name for name in gone if name in recorded or is_output(output / name)), unlisted


def _files(output: Path, folders: tuple[str, ...]) -> tuple[set[str], dict[str, str]]:
    """The paths of all files in these folders but hidden ones and those by which Office locks others.

    And the folders that the system does not list, each with its reason.
    """
    found: set[str] = set()
    unlisted: dict[str, str] = {}
    for folder in filter(lambda name: is_folder(output / name), folders):
        try:
            names = [entry.name for entry in (output / folder).iterdir() if is_file(entry)]
        except OSError as error:
            unlisted[folder] = failure_reason(error)
            continue
        found |= {f"{folder}/{name}" for name in names if not name.startswith((".", "~$"))}
    return found, unlisted


def _is_below(name: str, folders: tuple[str, ...]) -> bool:
    folder, *rest = PurePosixPath(name).parts or ("",)
    return folder in folders and bool(rest) and ".." not in rest


def _is_kept(output: Path, name: str, alike: str | None) -> bool:
    """Whether a file is one that this run writes; some systems give it the case of an older one."""
    if alike is None or name == alike:
        return alike is not None
    try:
        return (output / name).samefile(output / alike)
    except OSError:
        return False


def _alike(name: str) -> str:
    """What names have in common that are one file on some systems."""
    return unicodedata.normalize("NFC", name).casefold()
