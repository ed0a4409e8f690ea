"""The pages that are generated whole, by their path in the checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from converter.checks.manual import MANUAL, manual
from converter.form import FORM
from tests.docs import commands

ROOT = Path(__file__).parent.parent.parent

PAGES: dict[str, Callable[[], str]] = {
    MANUAL.as_posix(): lambda: manual(FORM),
    "docs/commands.zh-CN.md": commands.page,
}
