"""Links, where the system makes them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def link(place: Path, target: Path) -> None:
    """A link to a file or folder, or a junction of Windows; skips the test where none is made."""
    try:
        place.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        if sys.platform != "win32" or not target.is_dir():
            pytest.skip("this user may make no links")
        import _winapi

        _winapi.CreateJunction(str(target), str(place))
    if not os.path.lexists(place):
        pytest.skip("Wine 8 says that it has made the link and makes none")
