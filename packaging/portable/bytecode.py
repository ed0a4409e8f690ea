"""Compiled modules that are taken without a look at their source: nothing is ever written beside them.

Time stamps would be of no use: a zip keeps them to two seconds, so every module would be compiled again at
each start, in a folder in which nothing may be written.
"""

from __future__ import annotations

import importlib.util
import marshal
import re
from pathlib import Path

TAG = "311"
PYTHON = "3.11"
"""The version of all that is in the folder; who makes it runs the same, whose compiled modules it takes."""

_UNCHECKED = (0b01).to_bytes(4, "little")
"""Flags of PEP 552: the module carries the hash of its source, which nobody checks."""


def compiled(source: bytes, name: str) -> bytes:
    """The compiled module of a source. SyntaxError: it is none.

    `name`: what tracebacks call the file.
    """
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    header = importlib.util.MAGIC_NUMBER + _UNCHECKED + importlib.util.source_hash(source)
    return header + marshal.dumps(code)


def compile_module(path: Path, name: str, *, keep_source: bool) -> None:
    """Put the compiled module where Python looks for it: in `__pycache__`, or in place of its source."""
    content = compiled(path.read_bytes(), name)
    if keep_source:
        target = path.parent / "__pycache__" / f"{path.stem}.cpython-{TAG}.pyc"
        target.parent.mkdir(exist_ok=True)
    else:
        target = path.with_suffix(".pyc")
        path.unlink()
    target.write_bytes(content)


def mended(source: bytes, name: str) -> bytes:
    """A module of the standard library as Python 3.11.8 and later has it, where an earlier one is at hand.

    Their frozen importlib calls `invalidate_caches` on a class; before 3.11.8 it was no class method.
    """
    if name != "importlib/metadata/__init__.py":
        return source
    return re.sub(
        rb"(?<!@classmethod)\n    def invalidate_caches\(cls\)",
        b"\n    @classmethod\n    def invalidate_caches(cls)",
        source,
    )
