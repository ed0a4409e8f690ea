"""The files and folders given to a run: a name for each; refused where the last run had further files."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from os.path import normcase
from pathlib import Path
from typing import NamedTuple

from converter.results.journal import unfinished
from converter.results.last_run import last_run
from converter.results.outcome import Outcome
from converter.system.errors import UsageError
from converter.system.files import failure_reason, unopened


class GivenPath(NamedTuple):
    """A file or folder that was given. `path`: resolved. `name`: its name in the results.

    "" for the only folder of a run, whose files have their paths below it as names.
    """

    path: Path
    name: str
    is_folder: bool = False


def given_paths(given: Path | Sequence[Path]) -> list[GivenPath]:
    """What was given, each path once, sorted by name.

    A file has its file name, a folder among several paths its own name; where two names are equal, or one
    begins with the other, folders above them are added until they differ. A path inside another folder that
    was given has its name there. Beside a single folder, whose files have the names that they have without
    company, files keep their own names where the folder has none alike. The names do not depend on the order
    of the paths. UsageError: a path does not exist, or none was given.
    """
    paths: dict[Path, Path] = {}
    all_folders = set[Path]()
    for path in [given] if isinstance(given, Path) else given:
        if _is_readable_folder(path):
            all_folders.add(path.resolve())
        paths.setdefault(path.resolve(), Path(os.path.abspath(path)))  # noqa: PTH100  links keep their names
    if not paths:
        raise UsageError("没有给出文件或文件夹。")
    within = {path: [*filter(paths.__contains__, path.parents)] for path in paths}
    outermost = [path for path in paths if not within[path]]
    folders = [path for path in outermost if path in all_folders]
    files = [path for path in outermost if path not in folders]
    names: dict[Path, tuple[str, ...]] = _named_apart(paths, files)
    if len(folders) == 1 and not any(
        os.path.exists(folders[0] / name[0])  # noqa: PTH110
        for name in names.values()
    ):
        names[folders[0]] = ()
    else:
        names = _named_apart(paths, outermost)
    for path, (*_, outer) in ((path, outers) for path, outers in within.items() if outers):
        names[path] = (*names[outer], *path.relative_to(outer).parts)
    ordered = sorted(names.items(), key=lambda item: tuple(map(normcase, item[1])))
    return [GivenPath(path, "/".join(name), path in all_folders) for path, name in ordered]


def _is_readable_folder(path: Path) -> bool:
    """Whether a path is a folder, and no file, by one look: a second one may fail, and the names change.

    UsageError: it is neither, or cannot be looked at, or a folder that may not be listed.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UsageError(f"找不到文件或文件夹“{path}”，请检查路径。") from error
    except OSError as error:
        raise UsageError(unopened("文件或文件夹", path, error)) from error
    if stat.S_ISREG(mode):
        return False
    if not stat.S_ISDIR(mode):
        raise UsageError(f"“{path}”不是文件，也不是文件夹，请检查路径。")
    try:
        with os.scandir(path) as entries:
            next(entries, None)
    except OSError as error:
        raise UsageError(f"打不开文件夹“{path}”（{failure_reason(error)}）。") from error
    return True


def _named_apart(paths: Mapping[Path, Path], among: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """A name for each of these paths, as its parts, such that none begins with another one."""
    return dict(zip(among, _distinct([_parts(paths[path]) for path in among]), strict=True))


def _parts(path: Path) -> tuple[str, ...]:
    """The parts of an absolute path; the anchor is reduced to the drive letter."""
    return tuple(bare for part in path.parts if (bare := part.strip("\\/:")))


def _distinct(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The shortest ends of the paths such that none begins with another one."""
    lengths = [1] * len(paths)
    while True:
        names = [parts[-length:] for parts, length in zip(paths, lengths, strict=True)]
        counted = Counter(names)
        beginnings = {name[:end] for name in names for end in range(len(name))}
        longer = [
            number
            for number, name in enumerate(names)
            if lengths[number] < len(paths[number])
            and (
                counted[name] > 1
                or name in beginnings
                or any(name[:end] in counted for end in range(1, len(name)))
            )
        ]
        if not longer:
            return names
        for number in longer:
            lengths[number] += 1


def require_last_run_covered(
    given: Iterable[GivenPath],
    outcomes: Iterable[Outcome],
    output: Path,
    standing: Mapping[str, Sequence[str]],
) -> None:
    """Refuse single files where the last run into `output` had other workbooks, whose documents would move.

    A run over a folder is complete: documents of workbooks that are no longer in it move to 已失效. A run
    over single files may only replace the same content or the same agencies; an equal file name says nothing,
    as every agency may call its workbook alike, unless the file could not be read. `standing`: the documents
    there by the digests of their workbooks; they count where the last run did not end, whose workbooks
    nothing else records. UsageError: the last run had others.
    """
    given = list(given)
    if any(each.is_folder for each in given):
        return
    before = last_run(output)
    names = {each.name for each in given}
    digests, agencies = set[str](), set[str]()
    for outcome in outcomes:
        digests.add(outcome.digest)
        agencies.add(outcome.agency or outcome.source)
    others = [
        record.source
        for record in (before.records if before else ())
        if record.source
        and not (record.digest and record.digest in digests)
        and record.agency not in agencies
        and not (record.agency == record.source and _is_below(record.source, names))
    ]
    if before is None or unfinished(output):
        others += [
            name
            for digest, names_there in standing.items()
            for name in names_there
            if digest not in digests and not any(agency in name for agency in agencies)
        ]
    if others:
        raise UsageError(
            f"“{output}”里有上次运行的结果，其中 {len(others)} 份（如“{others[0]}”）这次没有给，"
            "为免它们的报告失效，没有写出任何文件。请对放着全部填报表的文件夹运行；"
            "只做这几份，请用 -o 写到另一个文件夹。"
        )


def _is_below(source: str, names: Collection[str]) -> bool:
    """True for a file of one of these names, or in an archive of such a name."""
    parts = source.split("/")
    return any("/".join(parts[:end]) in names for end in range(1, len(parts) + 1))
