"""What this program is, exactly enough that two machines on which it is alike make the same bytes."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from converter.versions import version

Identity = Mapping[str, str]
"""What has a part in what is made, by name, each with its version."""

_PACKAGES = (
    "xxgk-converter", "docxtpl", "jinja2", "lxml", "python-docx", "rapidfuzz", "xlrd", "distributed"
)  # fmt: skip
"""Packages that have a part in what is made of a workbook, or in how it travels."""


@cache
def identity() -> Identity:
    """Versions, and a digest of this program's code: a checkout may change and keep its version."""
    code = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        code.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return {
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in _PACKAGES},
        "程序代码": code.hexdigest()[:8],
    }


def differences_between(ours: Identity, theirs: Identity) -> list[str]:
    """Where two differ, in Chinese: name, ours, theirs."""
    return [
        f"{name} 本机 {ours.get(name, '无')}、那里 {theirs.get(name, '无')}"
        for name in {**ours, **theirs}
        if ours.get(name) != theirs.get(name)
    ]
