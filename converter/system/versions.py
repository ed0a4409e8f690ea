"""Which version of a project is installed, by the folder that its installer made for it.

importlib.metadata says the same, but its import alone takes as long as half a report.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache


@cache
def version(project: str) -> str:
    """The version of an installed project (jinja2, xxgk-converter).

    importlib.metadata's PackageNotFoundError: there is none.
    """
    name = re.compile(project.replace("-", "[-_.]") + r"-([^-]+)\.dist-info", re.IGNORECASE)
    for folder in sys.path:
        try:
            entries = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:  # an archive, or nothing any more
            continue
        for found in filter(None, map(name.fullmatch, entries)):
            return found[1]
    from importlib.metadata import version as recorded

    return recorded(project)
