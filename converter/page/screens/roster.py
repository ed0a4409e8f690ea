"""名单与下发: the roster edited in place, workbooks issued, agencies urged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.page import sending
from converter.page.rendering import rendered
from converter.page.roster_edit import (
    FIELDS,
    EditedRow,
    RosterRefused,
    from_received,
    refused_fields,
    rows_of,
    save,
    typed_rows,
    version,
    write,
)
from converter.page.screens.unit import attachment
from converter.page.site import known_state, site_of, state_of
from converter.page.sorting import by_sound, sorted_by
from converter.page.state import State, Unit
from converter.page.urging import issue_text, own_urge_text, urge_text
from converter.report.roster import RosterEntry, categories
from converter.system.errors import ConverterError, UsageError
from converter.system.sharing import content_of
from converter.system.telephones import telephones
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import YearFolder
from converter.year.inputs import last_year_folder

NEW_ROWS = 3
"""Empty rows at the end of the roster."""


def roster(request: Request) -> Response:
    """The roster to be edited."""
    year = site_of(request).year
    state = known_state(request)
    return _roster(request, state, rows_of(_entries(state)), version(year), "")


def _roster(
    request: Request,
    state: State,
    rows: Sequence[EditedRow],
    seen: str,
    told: str,
    code: int = 200,
    wrong: Mapping[str, str] = {},
) -> Response:
    """The roster with rows as they are or were typed; `wrong`: what is told at fields of them."""
    year = site_of(request).year
    mobile = [entry.name for entry in _entries(state) if telephones(entry.phone).mobile]
    return rendered(
        request,
        "roster.html",
        code,
        state=state,
        rows=[*rows, *(EditedRow("") for _ in range(NEW_ROWS))],
        fields=FIELDS,
        categories=categories(year.form),
        statuses={unit.name: unit.status for unit in state.units},
        mobile=mobile,
        seen=seen,
        told=told,
        refused=wrong,
        is_closed=year.is_closed,
        received=len([*from_received(state)]),
    )


def _entries(state: State) -> tuple[RosterEntry, ...]:
    return state.roster.entries if state.roster else ()


async def change(request: Request) -> Response:
    """Write the roster as it was typed; what cannot be written stays on the page."""
    year = site_of(request).year
    year.require_open()
    form = await request.form(max_fields=50_000)
    state = await state_of(request)
    columns = {key: _texts(form, key) for key in ("key", *FIELDS)}
    if len({len(column) for column in columns.values()}) != 1:
        raise UsageError("名单没有传完整，没有保存。请再试一次。")
    rows = typed_rows(columns, _texts(form, "gone"))
    seen = str(form.get("seen", ""))
    try:
        await run_in_threadpool(save, year, rows, _entries(state), seen)
    except ConverterError as error:
        wrong = refused_fields(error, len(rows)) if isinstance(error, RosterRefused) else {}
        return await run_in_threadpool(_roster, request, state, rows, seen, str(error), 409, wrong)
    return RedirectResponse("/名单", 303)


def _texts(form: FormData, key: str) -> list[str]:
    return [str(value) for value in form.getlist(key)]


async def bring(request: Request) -> Response:
    """Take a roster in Excel as it is."""
    year = site_of(request).year
    year.require_open()
    async with request.form(max_files=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise UsageError("没有选文件。请选一份名单（.xlsx）。")
        content = await file.read()
    await run_in_threadpool(write, year, content)
    return RedirectResponse("/名单", 303)


async def begin(request: Request) -> Response:
    """Make a roster of the agencies that sent something, where there is none."""
    year = site_of(request).year
    year.require_open()
    state = await state_of(request)
    if state.roster is not None:
        raise UsageError("已经有名单了，没有改动。")
    entries = [*from_received(state)]
    if not entries:
        raise UsageError("还没有收到写明机关名称和类别的填报表，没有可以列进名单的单位。")
    await run_in_threadpool(write, year, filled_roster(entries, year.form))
    return RedirectResponse("/名单", 303)


async def take(request: Request) -> Response:
    """The roster's own file."""
    year = site_of(request).year
    content = await run_in_threadpool(year.roster.read_bytes)
    return attachment(sending.Sent(year.roster.name, content), sending.XLSX)


def issue(request: Request) -> Response:
    """What is issued, and the text that goes along."""
    site = site_of(request)
    year = site.year
    state = known_state(request)
    last = site.jobs.last
    files = _issued(year)
    return rendered(
        request,
        "issue.html",
        state=state,
        entries=_entries(state),
        files=files,
        last=last if last and last.kind == "issue" else None,
        has_last_year=last_year_folder(year) is not None,
        text=issue_text(year),
        is_closed=year.is_closed,
    )


def _issued(year: YearFolder) -> list[Path]:
    try:
        return sorted(year.issued.glob(f"*-{year.year}.xlsx"))
    except OSError:
        return []


async def make_issued(request: Request) -> Response:
    """Write the workbooks of the agencies that are ticked."""
    site = site_of(request)
    site.year.require_open()
    form = await request.form()
    state = await state_of(request)
    known = [entry.name for entry in _entries(state)]
    picked = {str(name) for name in form.getlist("单位")}
    wanted = [name for name in known if name in picked]
    if not wanted:
        raise UsageError("没有选单位。请先勾选要下发的单位。")
    await run_in_threadpool(site.jobs.start, site.folder, "issue", () if wanted == known else wanted)
    return RedirectResponse("/下发", 303)


async def take_issued(request: Request) -> Response:
    """All workbooks that were issued, as a zip."""
    year = site_of(request).year
    content = await run_in_threadpool(
        lambda: sending.packed(sending.Sent(path.name, content_of(path)) for path in _issued(year))
    )
    return attachment(sending.Sent(f"填报表-{year.year}.zip", content), "application/zip")


def urge(request: Request) -> Response:
    """Who sent nothing, and the texts that ask for it."""
    year = site_of(request).year
    state = known_state(request)
    columns: Mapping[str, Callable[[Unit], Any] | None] = {
        "单位": lambda unit: by_sound(unit.short),
        "联系人和电话": lambda unit: by_sound(unit.contact),
        "催过": lambda unit: unit.urged,
    }
    asked = request.query_params.multi_items()
    missing = [unit for unit in state.units if unit.status == "missing"]
    missing, sorting = sorted_by(missing, columns, "/催报", asked)
    return rendered(
        request,
        "urge.html",
        state=state,
        missing=missing,
        sorting=sorting,
        text=urge_text(year, missing),
        texts={unit.name: own_urge_text(year, unit) for unit in missing},
        today=datetime.now().date(),
        is_closed=year.is_closed,
    )


def sendlist(request: Request) -> Response:
    """All that is to go back to agencies, sent or not."""
    year = site_of(request).year
    state = known_state(request)
    columns: Mapping[str, Callable[[Unit], Any] | None] = {
        "单位": lambda unit: by_sound(unit.short),
        "退回什么": lambda unit: (unit.status, len(unit.open_problems)),
        "联系人和电话": lambda unit: by_sound(unit.contact),
        "发了没有": lambda unit: unit.sent,
        "操作": None,
    }
    asked = request.query_params.multi_items()
    back = [unit for unit in state.units if unit.status in ("returned", "unreadable")]
    back, sorting = sorted_by(back, columns, "/发送清单", asked)
    letters = {unit.name: sending.letter(year, unit) for unit in back}
    return rendered(
        request,
        "sendlist.html",
        state=state,
        back=back,
        sorting=sorting,
        letters=letters,
        is_closed=year.is_closed,
    )


ROUTES = [
    Route("/名单", roster),
    Route("/名单/保存", change, methods=["POST"]),
    Route("/名单/导入", bring, methods=["POST"]),
    Route("/名单/生成", begin, methods=["POST"]),
    Route("/名单/单位名单.xlsx", take),
    Route("/下发", issue),
    Route("/下发/生成", make_issued, methods=["POST"]),
    Route("/下发/全部.zip", take_issued),
    Route("/催报", urge),
    Route("/发送清单", sendlist),
]
