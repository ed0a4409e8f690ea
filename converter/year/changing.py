"""Settings of a year changed by the program: deadline, recipient, the Word template of a kind of reports."""

from __future__ import annotations

import re
from pathlib import Path

from converter.form import Variant
from converter.results.aside import Aside, set_aside
from converter.results.paths import CHANGED
from converter.shipped.resources import word_template_name
from converter.system import sharing
from converter.system.errors import OutputError, UsageError
from converter.system.files import failure_advice, failure_reason, is_file, write_whole
from converter.system.naming import unused
from converter.system.sharing import content_of
from converter.system.texts import line
from converter.year.folder import SETTINGS, YearFolder, settings_text


def change_settings(year: YearFolder, deadline: str, send_to: str) -> None:
    """Write another deadline and recipient into 年报.toml, whose other lines stay. UsageError: one is none.

    The file keeps its encoding, one that Notepad saved in GBK too.
    """
    wanted = settings_text(year.name, year.year, deadline, send_to)
    content = content_of(year.path / SETTINGS)
    try:
        text, encoding = content.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        text, encoding = content.decode("gb18030"), "gb18030"
    changed = text
    for key, before, now in (("deadline", year.deadline, deadline), ("send_to", year.send_to, send_to)):
        if line(now) != before:
            changed = _with_line(changed, _row_of(key).findall(wanted)[0], key)
    if changed != text:
        write_whole(year.path / SETTINGS, changed.encode(encoding))


def _row_of(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{key}[ \t]*=[^\r\n]*", re.MULTILINE)


def _with_line(text: str, row: str, key: str) -> str:
    """A text with the line of a key replaced, or added at its end."""
    changed, found = _row_of(key).subn(lambda _: row, text, count=1)
    return changed if found else f"{text.rstrip()}\r\n{row}\r\n"


def use_template(year: YearFolder, variant: Variant, content: bytes) -> None:
    """Use a Word template for the reports of a variant; the one before moves to 已改动.

    UsageError: it has errors, all listed. OutputError: it cannot be written; the one before stays.
    """
    from converter.catalogue.messages import describe
    from converter.document.checking import check_template
    from converter.report.finding import Severity

    name = word_template_name(variant)
    findings = check_template(content, name, year.form)
    errors = [describe(found) for found in findings if found.severity is Severity.ERROR]
    if errors:
        told = "\n".join(f"{number}. {text}" for number, text in enumerate(errors, 1))
        raise UsageError(
            f"没有采用这个模板，有 {len(errors)} 处要改；改好再放一次。"
            f"在这之前仍用原来的，报告不受影响。\n{told}"
        )
    _put_by(year, _files_of(year, variant))
    aside: Aside = {}
    set_aside(year.path, f"{year.templates.name}/{name}", aside, lambda: content)
    write_whole(year.templates / name, content)


def use_shipped_template(year: YearFolder, variant: Variant) -> None:
    """Use the shipped template again; the office's own moves to 已改动."""
    _put_by(year, _files_of(year, variant))


def own_template(year: YearFolder, variant: Variant) -> str:
    """The name of the office's own template of a variant, "" where the shipped one is used."""
    return next((path.name for path in _files_of(year, variant)), "")


def _files_of(year: YearFolder, variant: Variant) -> list[Path]:
    try:
        files = sorted(path for path in year.templates.glob("*.docx") if is_file(path))
    except OSError:
        return []
    words = (variant.name, *variant.categories)
    return [path for path in files if not path.name.startswith("~$") and any(w in path.stem for w in words)]


def _put_by(year: YearFolder, paths: list[Path]) -> None:
    """Move files to 已改动 of the year's folder, where they stay."""
    folder = year.path / CHANGED
    try:
        for path in paths:
            folder.mkdir(exist_ok=True)
            taken = {other.stem.casefold() for other in folder.glob(f"*{path.suffix}")}
            sharing.rename(path, folder / f"{unused(path.stem, taken)}{path.suffix}")
    except OSError as error:
        reason = f"{failure_reason(error)}。{failure_advice(error)}。"
        raise OutputError(f"原来的模板没能移到“{CHANGED}”，没有改动：{reason}") from error
