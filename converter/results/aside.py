"""Work of a person in the output folder: moved to 已改动 before anything is written in its place, and told.

A clerk opens a report or a returned copy where it lies, types into it and saves; a file of the office's own
may have a name that a run wants. Neither is replaced or deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.paths import CHANGED
from converter.system import sharing
from converter.system.errors import OutputError
from converter.system.files import failure_advice, failure_reason
from converter.system.naming import unused
from converter.system.own_files import is_work

Aside = dict[str, str]
"""Files that were moved, as paths below the output folder: where each was, and where it is now."""

SHOWN = 10
"""Files that are named; of more, how many there are."""


def set_aside(output: Path, name: str, aside: Aside, content: Callable[[], bytes] | None = None) -> None:
    """Move a file that a person made or changed to 已改动, if there is one, and add it to `aside`.

    `content`: gives what is to be written in its place, for files of an earlier version, which have no stamp.
    OutputError: it cannot be read or moved, so that nothing may be written there.
    """
    source = output / name
    try:
        if not is_work(source) or (content is not None and not is_work(source, content())):
            return
    except OSError as error:
        raise OutputError(
            f"不知道“{name}”有没有人改动过，没有动它：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error
    folder = output / CHANGED
    try:
        folder.mkdir(exist_ok=True)
        taken = {path.name.removesuffix(source.suffix).casefold() for path in folder.iterdir()}
        target = folder / f"{unused(source.stem, taken)}{source.suffix}"
        sharing.replace(source, target)
    except OSError as error:
        raise OutputError(
            f"“{name}”有人改动过，要先移到“{CHANGED}”才能写新的，但没能移走：{failure_reason(error)}。"
            f"{failure_advice(error)}。"
        ) from error
    aside[name] = f"{CHANGED}/{target.name}"


def aside_findings(aside: Mapping[str, str]) -> tuple[Finding, ...]:
    """O-07 about all files that were set aside, none where there are none."""
    if not aside:
        return ()
    names = "、".join(f"“{name}”" for name in [*aside][:SHOWN])
    more = f" 等 {len(aside)} 个文件" if len(aside) > SHOWN else ""
    return (finding("O-07", Place(""), subject=names + more),)
