"""The folder `app`: the product and its libraries, compiled, less what is never imported.

What is left out was found by the modules that all commands and the page import; the tests under Wine run them
all again without it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from portable.bytecode import compile_module
from portable.pins import normalized

UNUSED = ("markdown-it-py", "mdurl", "pycparser", "pygments", "pypdfium2", "tzdata")
"""Packages that are required and never imported.

rich asks for three of them when it shows code or Markdown, cffi for one when it compiles C while it runs,
pdfplumber for one when it draws pages, pandas for one when it counts in time zones.
"""

WITH_SOURCE = ("xxgk-converter", "docxtpl")
"""Packages whose source is in the folder: our own, and one under the LGPL, which its user may change."""

_LEFT_OUT = re.compile(
    r"(.*/)?(tests?|__pycache__)/.*"
    r"|.*\.(pyi|pyx|pxd|pxi|c|cpp|h|hpp|lib|a|exe|typed)"
    r"|.*\.dist-info/(RECORD|INSTALLER|direct_url\.json|top_level\.txt|entry_points\.txt|sboms/.*|licen[cs]es/.*)"
    r"|.*\.dist-info/(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*"
    r"|numpy/(f2py|distutils|doc|core/include|core/lib|random/lib|_pyinstaller)/.*"
    r"|numpy/core/_(simd|operand_flag_tests|rational_tests|struct_ufunc_tests|umath_tests)\..*"
    r"|cffi/.*|[^/]*\.whl/.*"
    r"|lxml/(includes|isoschematron)/.*|lxml/(objectify|sax|builder|html/(_difflib|diff))\..*"
    r"|PIL/_(avif|webp|imaging(ft|cms|tk|math|morph))\..*"
    r"|pytz/zoneinfo/.*|dateutil/zoneinfo/.*\.gz"
    r"|pypdf/.*\.afm"
)
"""Files of wheels, by their path in `app`. Licences are laid together elsewhere."""


class Wheel(NamedTuple):
    """A wheel's file, and the name and version of its package."""

    path: Path
    name: str
    version: str


def wheel_of(path: Path) -> Wheel:
    """A wheel by its file name."""
    name, version = path.name.split("-")[:2]
    return Wheel(path, normalized(name), version)


def lay_application(folder: Path, wheels: Iterable[Wheel], left_out: Collection[str]) -> tuple[Wheel, ...]:
    """Unpack the wheels, but for those left out, and compile their modules; what went in."""
    laid = tuple(wheel for wheel in wheels if wheel.name not in left_out)
    for wheel in laid:
        keep_source = wheel.name in WITH_SOURCE
        for path in list(_unpacked(wheel, folder)):
            if path.suffix == ".py":
                compile_module(path, path.relative_to(folder).as_posix(), keep_source=keep_source)
    return laid


def _unpacked(wheel: Wheel, folder: Path) -> Iterator[Path]:
    """The files that were unpacked."""
    with zipfile.ZipFile(wheel.path) as archive:
        for name in archive.namelist():
            target = _place(name)
            if target is None or _LEFT_OUT.fullmatch(target):
                continue
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
            yield path


def _place(name: str) -> str | None:
    """Where a member of a wheel belongs; None: nowhere, as scripts and headers."""
    if name.endswith("/"):
        return None
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return name
    kind, _, inner = rest.partition("/")
    return inner if kind in ("purelib", "platlib") else None
