"""The pages that are generated whole, by their path in the checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from converter.checks.manual import MANUAL, manual
from converter.form import FORM
from tests.docs import commands, files_page, names_page, result_page

ROOT = Path(__file__).parent.parent.parent

PAGES: dict[str, Callable[[], str]] = {
    MANUAL.as_posix(): lambda: manual(FORM),
    "docs/commands.zh-CN.md": commands.page,
    "docs/files.zh-CN.md": files_page.page,
    "docs/names.zh-CN.md": names_page.page,
    "docs/result.md": result_page.page,
}
