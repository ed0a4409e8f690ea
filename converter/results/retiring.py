"""Retiring: outdated files of the previous run (documents, returned copies, pages) move to 已失效.

No file is deleted; one that a person changed moves to 已改动 instead (`results.aside`). Which folders
they are taken from is said by those who write there (`batch.delivery`, `desk.outputs`, `publish`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from converter.results.aside import Aside, set_aside
from converter.results.last_run import last_run
from converter.results.paths import RETIRED
from converter.system.errors import OutputError
from converter.system.files import failure_reason
from converter.system.naming import unused


def retire(
    output: Path, kept: Iterable[str], key: str, folders: tuple[str, ...], aside: Aside
) -> dict[str, str]:
    """Move files of the last run that this run does not write to 已失效, numbered where names repeat.

    `kept`: paths that this run writes. `key`: the key of result.json that names the files. `folders`: only
    files below these are moved, whatever result.json names. `aside`: gets the files that a person changed.
    Returns the files that could not be moved, each with the system's reason.
    """
    unmoved = {}
    taken: dict[str, set[str]] = {}
    before = last_run(output)
    for name in sorted(before.files(key).difference(kept) if before else ()):
        source = output / name
        folder, *rest = PurePosixPath(name).parts or ("",)
        if folder not in folders or not rest or ".." in rest or not os.path.isfile(source):  # noqa: PTH113  no error for any name
            continue
        try:
            set_aside(output, name, aside)
        except OutputError as error:
            unmoved[name] = str(error).rstrip("。")
            continue
        if name in aside:
            continue
        suffix = source.suffix
        if suffix not in taken:
            taken[suffix] = {path.stem.casefold() for path in (output / RETIRED).glob(f"*{suffix}")}
        target = output / RETIRED / f"{unused(source.stem, taken[suffix])}{suffix}"
        try:
            target.parent.mkdir(exist_ok=True)
            source.replace(target)
        except OSError as error:
            unmoved[name] = failure_reason(error)
    return unmoved
