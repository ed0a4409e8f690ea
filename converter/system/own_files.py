"""Files written again only where nothing that a person made is lost by it."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from converter.system.errors import UsageError
from converter.system.files import is_folder, write_whole
from converter.system.sharing import content_of
from converter.system.stamps import SOURCE, custom_property, is_ours, is_same_but_for_stamp
from converter.system.text_stamps import has_stamp


def holds_work(path: Path, content: bytes | None = None) -> bool:
    """Whether there is a file that a person made or changed; one that cannot be read counts as such.

    `content`: what is to be written there. A file of an earlier version, which has no stamp, holds no work
    where it is otherwise the same.
    """
    try:
        return is_work(path, content)
    except OSError:
        return not is_folder(path)


def is_work(path: Path, content: bytes | None = None) -> bool:
    """What `holds_work` says of a file that can be read. OSError: it cannot."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe, which nobody can read to its end
            return False
        old = content_of(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if content is not None and (old == content or is_same_but_for_stamp(old, content)):
        return False
    return not (_is_vouched_for(path, old) if path.suffix == ".csv" else is_ours(old))


def is_output(path: Path) -> bool:
    """Whether a file was made from a workbook by this program, whoever changed it since.

    One that cannot be read now counts as such, as it may be.
    """
    try:
        content = content_of(path)
    except FileNotFoundError:
        return False
    except OSError:
        return not is_folder(path)
    if content.startswith(b"PK"):
        return bool(custom_property(content, SOURCE))
    return has_stamp(content) or (path.suffix == ".csv" and _is_vouched_for(path, content))


def _is_vouched_for(path: Path, content: bytes) -> bool:
    """Whether the .json file beside, itself untouched, states the digest of a .csv, which cannot hold one."""
    try:
        beside = content_of(path.with_suffix(".json"))
    except OSError:
        return False
    return is_ours(beside) and hashlib.sha256(content).hexdigest().encode() in beside


def require_replaceable(path: Path, content: bytes | None = None) -> None:
    """UsageError where a file at a path holds a person's work."""
    if holds_work(path, content):
        raise UsageError(
            f"“{path}”已经存在，并且填写、改动过，或者不是本程序生成的，没有覆盖。请换一个文件名或文件夹。"
        )


def write_own(path: Path, content: bytes) -> None:
    """Write a file whole where none is, or ours that nobody changed. UsageError, OutputError: it is not."""
    require_replaceable(path, content)
    write_whole(path, content)
