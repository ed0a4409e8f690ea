"""What the parts lack and the official zip has: python.exe, pythonw.exe, and python3.dll.

python3.dll is what modules built for any version of Python 3 are linked with (cryptography): each of its
names leads to the DLL of the version.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from portable.bytecode import TAG
from portable.compiling import compiler, compiler_name
from portable.pe import exported_names

SOURCES = Path(__file__).parent / "starter"
NAMES = ("python.exe", "pythonw.exe", "python3.dll")

_VERSION_DLL = f"python{TAG}"


def starters(cache: Path, library: bytes) -> tuple[Path, ...]:
    """The three files for the DLL of the version, from the cache where they were built from the same."""
    sources = [path.read_bytes() for path in sorted(SOURCES.iterdir())]
    digest = hashlib.sha256(b"".join((*sources, library))).hexdigest()
    kept = cache / f"starters-{digest[:12]}-{compiler_name()}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            made = Path(scratch) / "made"
            _build(made, Path(scratch), cache, exported_names(library))
            made.replace(kept)
    return tuple(kept / name for name in NAMES)


def _build(made: Path, scratch: Path, cache: Path, names: Iterable[str]) -> None:
    shutil.copytree(SOURCES, made)
    (made / "python3.def").write_text(forwarding(names), "ascii")
    with compiler(scratch, cache) as tools:
        tools.run(tools.resources, made)
        for name, words in zip(NAMES[:2], ((), ("-DWINDOWED", tools.windowed)), strict=True):
            tools.run(
                (
                    *tools.command, "-municode", "-Os", "-s", f'-DPYTHON_DLL="{_VERSION_DLL}.dll"', *words,
                    "-o", name, "python.c", tools.resource_file,
                ),
                made,
            )  # fmt: skip
        tools.run((*tools.command, "-shared", "-s", "-o", NAMES[2], "python3.c", "python3.def"), made)
    for path in made.iterdir():
        if path.name not in NAMES:
            path.unlink()


def forwarding(names: Iterable[str]) -> str:
    """A module definition of a DLL in which each of Python's names leads to the DLL of the version."""
    ours = sorted(name for name in names if name.startswith(("Py", "_Py")))
    lines = (f"    {name} = {_VERSION_DLL}.{name}\n" for name in ours)
    return "LIBRARY python3.dll\nEXPORTS\n" + "".join(lines)
