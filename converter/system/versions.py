"""The version of this program, and of the packages that it is installed with.

An installed package's version is read from the name of its `.dist-info` folder: importlib.metadata gives
the same, but its import alone takes as long as half a report.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache

__version__ = "0.3.0"
"""The version of this program; the build reads it from here."""


@cache
def version(project: str) -> str:
    """The version of an installed package (jinja2), or of this program (xxgk-converter), installed or not.

    importlib.metadata's PackageNotFoundError: the package is not installed.
    """
    if project == "xxgk-converter":
        return __version__
    name = re.compile(project.replace("-", "[-_.]") + r"-([^-]+)\.dist-info", re.IGNORECASE)
    for folder in sys.path:
        try:
            entries = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:  # an archive, or a folder that is gone
            continue
        for found in filter(None, map(name.fullmatch, entries)):
            return found[1]
    from importlib.metadata import version as recorded

    return recorded(project)
