"""The exit statuses of every command."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Nothing came back."""

FOUND: Final = 1
"""Something is returned or unreadable."""

MISUSE: Final = 2
"""A command, path or setting that cannot be used, or a folder that another run works in."""

STOPPED: Final = 130
"""Stopped by the user (Ctrl-C)."""

TERMINATED: Final = 143
"""Ended by the system or another program (SIGTERM)."""

HUNG_UP: Final = 129
"""Ended with its terminal (SIGHUP)."""
