"""A county's file read: the form of a run, or an error with a sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

from converter.form.form import Form
from converter.form.local.deriving import canonical, localised
from converter.form.local.records import LocalError
from converter.system.errors import UsageError
from converter.system.files import unopened
from converter.system.lines import read_bounded
from converter.system.toml_text import MAX_SIZE, toml_tables

MAX_TEXT, MAX_MISTAKES = 30_000, 50
"""Characters of all additions, which a cell of the workbook has to hold; mistakes that are listed."""


def read_local(path: Path, form: Form) -> Form:
    """The form with what a file adds to it. UsageError: it cannot be opened, or has mistakes, all listed."""
    try:
        content = read_bounded(path, MAX_SIZE)
    except OSError as error:
        raise UsageError(unopened("地方要求", path, error)) from error
    return parse_local(content, path.name, form)


def parse_local(content: bytes, name: str, form: Form) -> Form:
    """The form with what the bytes of a file add to it, in any encoding of a Chinese Windows.

    UsageError: a sentence per mistake.
    """
    file = f"地方要求“{name}”"
    text = canonical(toml_tables(content, file, "地方要求"))
    if len(text) > MAX_TEXT:
        raise UsageError(f"{file}太长（超过 {MAX_TEXT} 个字），请删短。")
    try:
        return localised(form.edition, text)
    except LocalError as error:
        mistakes = error.mistakes
        count = f" {MAX_MISTAKES} 处以上" if len(mistakes) > MAX_MISTAKES else f" {len(mistakes)} 处"
        listed = "".join(f"\n  {mistake}" for mistake in mistakes[:MAX_MISTAKES])
        raise UsageError(f"{file}有{count}要改，没有继续：{listed}") from error
