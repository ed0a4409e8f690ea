"""Templates of web pages, compiled once for each user: compiling them takes as long as a report.

The compiled form is code. So it is kept with the caches of the user, by the digest of its source that jinja2
compares, and one that others may write is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.user_cache import cache_folder, is_own
from converter.system.versions import version

FOLDER = "pages"


def environment(
    folders: Path | Sequence[Path], *, trim_blocks: bool = False, lstrip_blocks: bool = False
) -> jinja2.Environment:
    """An environment for the templates in folders: everything is escaped, and an unknown name is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=trim_blocks,
        lstrip_blocks=lstrip_blocks,
        bytecode_cache=_Kept(f"{version('jinja2')}{trim_blocks}{lstrip_blocks}"),
    )


class _Kept(BytecodeCache):
    """The compiled templates of a user. `made_by`: what else than its source decides what comes of one."""

    def __init__(self, made_by: str) -> None:
        self._made_by = made_by

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read one; a bucket that stays empty is compiled."""
        with suppress(OSError, RuntimeError), self._path(bucket).open("rb") as file:
            if is_own(file.fileno()):
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write one; the next run compiles again what cannot be written."""
        with suppress(OutputError, OSError, RuntimeError):
            write_whole(self._path(bucket), bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        name = hashlib.sha256(f"{bucket.key}\n{bucket.checksum}\n{self._made_by}".encode()).hexdigest()[:32]
        return cache_folder() / FOLDER / f"{name}.bin"
