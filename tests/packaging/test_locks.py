"""The lock files name all that the product needs, within the bounds of pyproject.toml."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement

from portable.application import UNUSED, WITH_SOURCE
from portable.bytecode import PYTHON
from portable.pins import LOCKS, normalized, read_lock
from portable.product import CHECKOUT
from portable.resolving import EXTRAS
from portable.wheelhouse import VERSIONS

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_lock_file_holds_every_requirement_in_its_bounds(version: str) -> None:
    """After a change of pyproject.toml: packaging/README.md, "Lock files"."""
    extras = [line for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra]]
    locked = {pin.name: pin.version for pin in read_lock(version)}
    for requirement in map(Requirement, [*PROJECT["dependencies"], *extras]):
        name = normalized(requirement.name)
        assert name in locked
        assert requirement.specifier.contains(locked[name]), f"{name} {locked[name]}"


def test_a_package_with_one_wheel_for_all_versions_has_one_version() -> None:
    """In a folder of wheels pip takes the newest that fits."""
    versions: dict[str, set[str]] = {}
    for pin in (pin for version in VERSIONS for pin in read_lock(version)):
        versions.setdefault(pin.name, set()).add(pin.version)
    assert {name for name, found in versions.items() if len(found) > 1} <= {"numpy", "pandas"}


def test_what_is_left_out_or_kept_with_its_source_is_a_package_of_the_folder() -> None:
    locked = {pin.name for pin in read_lock(PYTHON)} | {"xxgk-converter"}
    assert {*UNUSED, *WITH_SOURCE} <= locked


def test_every_lock_file_is_readable_sorted_and_names_no_place() -> None:
    files = sorted(LOCKS.glob("*.txt"))
    assert len(files) >= 6
    for file in files:
        pins = read_lock(file.stem)
        assert [str(pin) for pin in sorted(pins)] == file.read_text("ascii").splitlines()
        assert "://" not in file.read_text("ascii")
