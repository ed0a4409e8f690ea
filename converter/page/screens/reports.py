"""报告: the reports that may go out, looked at, packed, printed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from converter.page import sending
from converter.page.rendering import page
from converter.page.screens.unit import attachment
from converter.page.site import site_of
from converter.page.state import State, Unit, read_state
from converter.page.unit_view import report_of
from converter.publish.html import render_fragment, render_page
from converter.publish.office import find_office
from converter.publish.styles import style_sheet
from converter.system.web import content_policy
from converter.year.folder import YearFolder


async def reports(request: Request) -> Response:
    """The list of reports, and the one that is looked at."""
    year = site_of(request).year
    state = await run_in_threadpool(read_state, year)
    ready = _ready(state)
    name = request.query_params.get("名称", "")
    shown = state.unit(name) or next(iter(ready), None)
    pdfs = {
        unit.name
        for unit in ready
        if unit.item and any(path.endswith(".pdf") for path in unit.item.get("published", ()))
    }
    last = site_of(request).jobs.last
    return await page(
        request,
        "reports.html",
        state=state,
        ready=ready,
        shown=shown,
        pdfs=pdfs,
        has_office=await run_in_threadpool(find_office) is not None,
        last=last if last and last.kind == "pdf" else None,
        is_closed=year.is_closed,
    )


def _ready(state: State) -> list[Unit]:
    """The agencies that have a report, those that passed first, then the body itself."""
    units = (*state.units, *((state.own,) if state.own else ()))
    found = [unit for unit in units if unit.item and unit.status in ("passed", "to_confirm")]
    return sorted((u for u in found if u.item and u.item.get("document")), key=lambda u: u.status != "passed")


async def preview(request: Request) -> Response:
    """A report as a page, to be looked at in a frame of ours or printed."""
    content = await _rendered(request, fragment=False)
    policy = content_policy(style_sheet(site_of(request).year.form))
    headers = {"content-security-policy": f"{policy}; frame-ancestors 'self'"}
    return HTMLResponse(content, headers=headers)


async def fragment(request: Request) -> Response:
    """A report as a text to be pasted into a portal."""
    content = await _rendered(request, fragment=True)
    return Response(content, media_type="text/plain; charset=utf-8")


async def _rendered(request: Request, *, fragment: bool) -> bytes:
    year = site_of(request).year
    state = await run_in_threadpool(read_state, year)
    unit = state.unit(request.query_params.get("名称", ""))
    if unit is None or unit.item is None:
        raise HTTPException(404)
    return await run_in_threadpool(_render, year, unit, fragment)


def _render(year: YearFolder, unit: Unit, fragment: bool) -> bytes:
    report = report_of(year, unit.item or {})
    if report is None:
        raise HTTPException(404)
    return render_fragment(report, year.form) if fragment else render_page(report, year.form)


async def packed(request: Request) -> Response:
    """The reports of the agencies asked for, as a zip."""
    year = site_of(request).year
    state = await run_in_threadpool(read_state, year)
    asked = request.query_params.getlist("单位")
    kind = request.query_params.get("格式", "docx")
    if kind not in ("docx", "pdf"):
        raise HTTPException(404)
    units = [unit for unit in _ready(state) if unit.name in asked]
    content = await run_in_threadpool(lambda: sending.packed(sending.documents(year, units, kind)))
    name = f"年度报告-{len(units)}份-{'Word' if kind == 'docx' else 'PDF'}.zip"
    return attachment(sending.Sent(name, content), "application/zip")


async def make_pdf(request: Request) -> Response:
    """Make every report as PDF too."""
    site = site_of(request)
    site.year.require_open()
    await run_in_threadpool(site.jobs.start, site.folder, "pdf")
    return RedirectResponse("/报告", 303)


async def pdf(request: Request) -> Response:
    """The PDF of one report."""
    year = site_of(request).year
    state = await run_in_threadpool(read_state, year)
    unit = state.unit(request.query_params.get("名称", ""))
    found = await run_in_threadpool(sending.published, year, unit, ".pdf") if unit else None
    if found is None:
        raise HTTPException(404)
    return attachment(found, "application/pdf")


ROUTES = [
    Route("/报告", reports),
    Route("/报告/预览", preview),
    Route("/报告/网页片段", fragment),
    Route("/报告/打包", packed),
    Route("/报告/制作PDF", make_pdf, methods=["POST"]),
    Route("/报告/PDF", pdf),
]
