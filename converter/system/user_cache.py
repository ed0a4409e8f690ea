"""The folder where this user's programs keep what can be made again, and whether a file in it is believed."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where this user's programs keep files that can be made again; XXGK_CACHE names another folder.

    RuntimeError: the user has no home.
    """
    if own := os.environ.get("XXGK_CACHE"):
        return Path(own)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "xxgk" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "xxgk"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "xxgk"


def is_own(handle: int) -> bool:
    """Whether an open file is this user's, and nobody else may write it: what is in it may run as code."""
    about = os.fstat(handle)
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)
