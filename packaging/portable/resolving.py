"""Lock files written anew: what the product needs on Windows.

pip asks the markers of the machine that it runs on, even for another platform. So every `Requires-Dist` is
read with the markers of Windows, and what is lacking (colorama, once) is asked for by name.
"""

from __future__ import annotations

import email
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from portable.application import UNUSED
from portable.bytecode import PYTHON
from portable.pins import Pin, for_windows, normalized, pin_of, pip, write_lock

EXTRAS = ("import",)
"""What the folder has beyond the plain install: published PDF files are read."""

BOUNDS: Mapping[str, tuple[str, ...]] = {
    "3.11": ("numpy<2", "pandas<3", "python-dateutil<3"),
    "3.12": ("python-dateutil<3",),
    "3.13": ("python-dateutil<3",),
}
"""Narrower than the product asks, by version of Python.

numpy 2 does not load under Wine 8, whose C library has no `crealf`; what is shipped is what was tested. A
package that has one wheel for all versions has one version in all lock files: in a folder of wheels pip takes
the newest.
"""

TESTING = ("pytest", "pytest-xdist", "hypothesis", "openpyxl", "html5lib", "python-calamine", "pip")
"""What the product's tests need on Windows beyond the product."""


def resolve(asked: Iterable[str], python: str, product: Path | None = None) -> list[Pin]:
    """The pins of all wheels that these requirements (and the product with its extras) need on Windows."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = [*asked]
        if product is not None:
            words += BOUNDS[python]
            words.append(f"{product}[{','.join(EXTRAS)}]")
        while True:
            pip("download", "-q", *for_windows(python), "-d", scratch, *words)
            wheels = [path for path in sorted(folder.glob("*.whl")) if not _is(path, product)]
            have = {normalized(path.name.split("-")[0]) for path in wheels}
            lacking = {
                requirement
                for wheel in wheels
                for name, requirement in _requirements(wheel, python)
                if name not in have
            }
            if not lacking:
                return [pin_of(wheel) for wheel in wheels]
            words += sorted(lacking)


def _is(path: Path, product: Path | None) -> bool:
    return product is not None and path.name == product.name


def _requirements(wheel: Path, python: str) -> Iterator[tuple[str, str]]:
    """What a wheel needs on Windows: the name of each package, and the requirement."""
    from packaging.requirements import Requirement

    markers = {
        "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
        "python_version": python, "python_full_version": f"{python}.9", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    for line in metadata.get_all("Requires-Dist") or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(markers):
            yield normalized(requirement.name), f"{requirement.name}{requirement.specifier}"


def relock(version: str, product: Path) -> None:
    """Write the lock file of a version of Python anew; that of the folder with what its tests need."""
    pins = resolve((), version, product)
    write_lock(version, pins)
    if version == PYTHON:
        laid = {pin.name for pin in pins} - {*UNUSED}
        write_lock("testing", (pin for pin in resolve(TESTING, version) if pin.name not in laid))
