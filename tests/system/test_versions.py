"""Versions of installed packages, found without importlib.metadata."""

from importlib import metadata

import pytest

from converter.system.versions import version


@pytest.mark.parametrize("project", ["docxtpl", "jinja2", "python-docx", "xxgk-converter", "lxml"])
def test_a_version_is_what_its_installer_recorded(project: str) -> None:
    assert version(project) == metadata.version(project)


def test_a_project_that_is_not_there_has_none() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        version("no-such-project")
