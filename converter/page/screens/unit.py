"""单位: one agency's form with its problems, its versions, and what goes back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.page import sending
from converter.page.problems import parted
from converter.page.reading import version_of
from converter.page.rendering import link, rendered
from converter.page.screens.together import (
    PATIENCE,
    REASONS,
    UNDECIDED,
    Decision,
    accept_findings,
    decision_of,
)
from converter.page.site import Site, known_state, site_of, state_of
from converter.page.state import State, Unit
from converter.page.unit_view import YEARS, first_sheet, report_of, sheet_names, sheet_view, tabs
from converter.page.urging import own_urge_text
from converter.results.paths import RESULT
from converter.results.recorded import Item
from converter.system.errors import UsageError
from converter.system.texts import name_key
from converter.year.folder import YearFolder
from converter.year.last_year import last_year_items

UNSENT = "未发"
"""The queue of agencies that have to be told something."""


def unit(request: Request) -> Response:
    """An agency's workbook."""
    return _shown(request, request.query_params)


def _shown(
    request: Request, asked: Mapping[str, str], decision: Decision = UNDECIDED, code: int = 200
) -> Response:
    """The same; `decision`: an acceptance that was refused, told at its fields."""
    site = site_of(request)
    year = site.year
    state = known_state(request)
    found = _unit(state, asked.get("名称", ""))
    queue = asked.get("队列", "") or found.status
    sheet = asked.get("表", "")
    years = asked.get("看", YEARS[0])
    sheet = sheet if sheet in sheet_names(year.form) else first_sheet(found, year.form)
    years = years if years in YEARS else YEARS[0]
    report = report_of(year, found.item) if found.item else None
    is_read = found.item is not None and found.status != "unreadable"
    view = sheet_view(found, report, sheet, years, year.form) if is_read else None
    if found.item is None and (last := _last_year(site, found)):
        view = sheet_view(found._replace(item=last), None, sheet, YEARS[1], year.form)
    names = _queue(state, queue, found)
    at = names.index(found.name)
    return rendered(
        request,
        "unit.html",
        code,
        decision=decision,
        refused=decision.refused,
        unit=found,
        view=view,
        urging=own_urge_text(year, found) if found.status == "missing" else "",
        tabs=tabs(found, year.form),
        sheet=sheet,
        years=years,
        all_years=YEARS,
        has_last=bool(found.item and found.item.get("last_year")),
        letter=sending.letter(year, found),
        changes=[change for change in state.changes if change.agency == found.name][:8],
        queue=queue,
        place=(at + 1, len(names)),
        before=names[at - 1] if at else "",
        after=names[at + 1] if at + 1 < len(names) else "",
        reasons=REASONS,
        is_closed=year.is_closed,
        by=request.cookies.get("xxgk-by", ""),
        title_of=lambda message: parted(message)[0],
    )


def _last_year(site: Site, unit: Unit) -> Item | None:
    """Last year's figures of an agency that sent nothing yet; None where the year before is not known."""
    year = site.year
    at = year.last_year / RESULT
    known = site.reading.get(str(at), version_of(at), lambda: last_year_items(year))
    names = {unit.name, unit.short}
    found = next((known[key] for key in map(name_key, names) if key in known), None)
    return {"source": "", "last_year": found.get("figures", {})} if found else None


def _queue(state: State, queue: str, current: Unit) -> list[str]:
    """The names of the agencies that are gone through one by one, the current one among them."""
    names = [
        unit.name
        for unit in state.units
        if unit.name == current.name or (unit.is_unsent if queue == UNSENT else unit.status == queue)
    ]
    return names or [current.name]


def _unit(state: State, name: str) -> Unit:
    found = state.unit(name)
    if found is None:
        raise HTTPException(404)
    return found


async def accept(request: Request) -> Response:
    """Accept a problem with a reason, and check again."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form()
    given = {key: str(form.get(key, "")).strip() for key in ("name", "code", "sheet", "queue")}
    decision = decision_of(form)
    if decision.refused:
        asked = {"名称": given["name"], "表": given["sheet"], "队列": given["queue"]}
        return await run_in_threadpool(_shown, request, asked, decision, 409)
    wanted = [(given["name"], given["code"], finding) for finding in decision.findings]
    await run_in_threadpool(accept_findings, year, wanted, decision.said, decision.by, datetime.now().date())
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    await run_in_threadpool(site.jobs.wait, PATIENCE)
    return RedirectResponse(link("/单位", 名称=given["name"], 队列=given["queue"]), 303)


async def mark(request: Request) -> Response:
    """Note that something was sent to agencies, or take that back; then go on to the next."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form()
    state = await state_of(request)
    units = [_unit(state, str(name)) for name in form.getlist("单位")]
    what = str(form.get("what", "sent"))
    if what not in ("sent", "unsent", "urged", "unurged"):
        raise HTTPException(404)
    if not units:
        raise UsageError("没有选单位。请先在表里勾选。")
    now = datetime.now().astimezone()
    await run_in_threadpool(sending.note, year, what, units, str(form.get("by", "")), now)
    if form.get("queue") == UNSENT:
        rest = [unit for unit in state.units if unit.is_unsent and unit not in units]
        if rest:
            return RedirectResponse(link("/单位", 名称=rest[0].name, 队列=UNSENT), 303)
        return RedirectResponse("/看板", 303)
    if form.get("queue"):
        return RedirectResponse(link("/单位", 名称=units[0].name, 队列=form.get("queue")), 303)
    return RedirectResponse(link("/看板", 状态=form.get("status", "")), 303)


def _file(make: Callable[[YearFolder, Unit], sending.Sent | None], kind: str) -> Callable[..., object]:
    """A response with one file of an agency."""

    async def give(request: Request) -> Response:
        year = site_of(request).year
        state = await state_of(request)
        found = await run_in_threadpool(make, year, _unit(state, request.query_params.get("名称", "")))
        if found is None:
            raise HTTPException(404)
        return attachment(found, kind)

    return give


def attachment(file: sending.Sent, kind: str) -> Response:
    """A file to be saved, under its own name."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(file.content, media_type=kind, headers={"content-disposition": disposition})


async def returned(request: Request) -> Response:
    """The marked copies and letters of the agencies asked for, or mails with them, as a zip."""
    year = site_of(request).year
    state = await state_of(request)
    units = [_unit(state, name) for name in request.query_params.getlist("单位")]
    as_mails = request.query_params.get("格式") == "邮件"
    make = sending.mails if as_mails else sending.copies
    content = await run_in_threadpool(lambda: sending.packed(make(year, units)))
    name = f"{'退回邮件草稿' if as_mails else '退回件'}-{len(units)}个单位.zip"
    return attachment(sending.Sent(name, content), "application/zip")


ROUTES = [
    Route("/单位", unit),
    Route("/单位/认可", accept, methods=["POST"]),
    Route("/标记", mark, methods=["POST"]),
    Route("/单位/退回件", _file(sending.marked_copy, sending.XLSX)),
    Route("/单位/报告.docx", _file(sending.document, sending.DOCX)),
    Route("/单位/邮件", _file(sending.mail, "message/rfc822")),
    Route("/退回件.zip", returned),
]
