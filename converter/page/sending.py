"""What goes to agencies: their marked copies and letters, one by one, all as a zip, or as drafts of mails."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePosixPath
from typing import NamedTuple

from converter.checks.record_file import Mark, add_marks
from converter.page.state import Unit
from converter.system.locks import only_run
from converter.system.sharing import content_of
from converter.system.text_stamps import without_stamp
from converter.system.zips import FAST_LEVEL, member_info
from converter.year.folder import YearFolder

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Sent(NamedTuple):
    """A file to be handed out: its name, its bytes."""

    name: str
    content: bytes


def _below_output(year: YearFolder, path: str) -> Sent | None:
    """A file that result.json names, which was checked to be a plain path; None where it is gone."""
    try:
        return Sent(PurePosixPath(path).name, content_of(year.output / path))
    except OSError:
        return None


def marked_copy(year: YearFolder, unit: Unit) -> Sent | None:
    """The marked copy of an agency's workbook; None where there is none."""
    path = unit.item.get("returned") if unit.item else None
    return _below_output(year, path) if path else None


def document(year: YearFolder, unit: Unit) -> Sent | None:
    """The Word report of an agency; None where there is none."""
    path = unit.item.get("document") if unit.item else None
    return _below_output(year, path) if path else None


def published(year: YearFolder, unit: Unit, suffix: str) -> Sent | None:
    """A file that was made of an agency's report besides Word; None where there is none."""
    paths = unit.item.get("published", ()) if unit.item else ()
    path = next((path for path in paths if path.endswith(suffix)), None)
    return _below_output(year, path) if path else None


def letter(year: YearFolder, unit: Unit) -> str:
    """The text to an agency about its workbook; "" where there is none."""
    paths = unit.item.get("letters", ()) if unit.item else ()
    path = next((path for path in paths if path.endswith(".txt")), None)
    found = _below_output(year, path) if path else None
    if found is None:
        return ""
    return without_stamp(found.content).decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()


def mail(year: YearFolder, unit: Unit) -> Sent | None:
    """A draft of a mail with the marked copy; None where there is nothing to send."""
    text, copy = letter(year, unit), marked_copy(year, unit)
    if not text and copy is None:
        return None
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"请修改：{unit.name} {year.year} 年度政府信息公开工作年度报告填报表"
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(text)
    if copy is not None:
        kind, _, subtype = XLSX.partition("/")
        message.add_attachment(copy.content, maintype=kind, subtype=subtype, filename=copy.name)
    return Sent(f"{unit.short}-退回.eml", bytes(message))


def copies(year: YearFolder, units: Iterable[Unit]) -> Iterator[Sent]:
    """The marked copies and letters of agencies, a folder each."""
    for unit in units:
        copy, text = marked_copy(year, unit), letter(year, unit)
        if copy is not None:
            yield Sent(f"{unit.short}/{copy.name}", copy.content)
        if text:
            content = text.replace("\n", "\r\n").encode("utf-8-sig")
            yield Sent(f"{unit.short}/{unit.short}-退回说明.txt", content)


def mails(year: YearFolder, units: Iterable[Unit]) -> Iterator[Sent]:
    """A draft of a mail for each agency that something goes back to."""
    for unit in units:
        found = mail(year, unit)
        if found is not None:
            yield found


def documents(year: YearFolder, units: Iterable[Unit], kind: str) -> Iterator[Sent]:
    """The reports of agencies as Word documents, or as PDF or web pages where they were made.

    With web pages come the fragments for a portal.
    """
    for unit in units:
        if kind == "html":
            paths = unit.item.get("published", ()) if unit.item else ()
            pages = (_below_output(year, path) for path in paths if path.endswith(".html"))
            yield from (each for each in pages if each is not None)
            continue
        found = document(year, unit) if kind == "docx" else published(year, unit, f".{kind}")
        if found is not None:
            yield found


def packed(files: Iterable[Sent]) -> bytes:
    """Files as a zip; equal ones give equal bytes. Packages are not packed twice."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST_LEVEL) as archive:
        for file in files:
            info = member_info(file.name)
            is_package = file.name.endswith((".xlsx", ".xlsm", ".docx"))
            info.compress_type = zipfile.ZIP_STORED if is_package else zipfile.ZIP_DEFLATED
            archive.writestr(info, file.content)
    return target.getvalue()


def note(year: YearFolder, mark: str, units: Iterable[Unit], by: str, now: datetime) -> None:
    """Note in the office's record what was done for agencies. UsageError, OutputError: it is not noted."""
    time = now.isoformat(timespec="seconds")
    marks = [Mark(mark, unit.name, _about(unit) if mark.endswith("sent") else "", by, time) for unit in units]
    with only_run(year.path, "serve"):
        add_marks(year.record, marks)


def _about(unit: Unit) -> str:
    return str(unit.item.get("digest") or "") if unit.item else ""
