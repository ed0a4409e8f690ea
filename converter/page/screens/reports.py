"""报告: the reports that may go out, looked at, packed, printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from converter.page import sending
from converter.page.rendering import rendered
from converter.page.screens.unit import attachment
from converter.page.site import known_state, site_of, state_of
from converter.page.state import State, Unit
from converter.page.unit_view import contents_of, report_of
from converter.publish.html import joined_pieces, joined_style, render_fragment, render_page
from converter.publish.office import find_office
from converter.publish.styles import style_sheet
from converter.report.report import Report
from converter.system.web import content_policy
from converter.workbook.read.reader import read_workbook
from converter.year.folder import YearFolder

_KINDS = {"docx": "Word", "pdf": "PDF", "html": "网页"}
"""What reports are packed as, in words."""


def reports(request: Request) -> Response:
    """The list of reports, and the one that is looked at."""
    year = site_of(request).year
    state = known_state(request)
    ready = _ready(state)
    name = request.query_params.get("名称", "")
    shown = state.unit(name) or next(iter(ready), None)
    last = site_of(request).jobs.last
    return rendered(
        request,
        "reports.html",
        state=state,
        ready=ready,
        shown=shown,
        pdfs=_published_as(ready, ".pdf"),
        pages=_published_as(ready, ".html"),
        has_office=find_office() is not None,
        last=last if last and last.kind in ("pdf", "html") else None,
        is_closed=year.is_closed,
    )


def _published_as(units: Iterable[Unit], suffix: str) -> set[str]:
    """The agencies of which there is a file of this kind besides Word."""
    paths = ((unit.name, unit.item.get("published", ())) for unit in units if unit.item)
    return {name for name, published in paths if any(path.endswith(suffix) for path in published)}


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
    state = await state_of(request)
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
    state = await state_of(request)
    asked = request.query_params.getlist("单位")
    kind = request.query_params.get("格式", "docx")
    if kind not in _KINDS:
        raise HTTPException(404)
    units = [unit for unit in _ready(state) if unit.name in asked]
    content = await run_in_threadpool(lambda: sending.packed(sending.documents(year, units, kind)))
    name = f"年度报告-{len(units)}份-{_KINDS[kind]}.zip"
    return attachment(sending.Sent(name, content), "application/zip")


def printed(request: Request) -> Response:
    """All reports asked for on one page, each from a new sheet of paper: one job for the printer.

    The page is made while it is sent, a report at a time, so that others are answered in between.
    """
    year = site_of(request).year
    state = known_state(request)
    asked = request.query_params.getlist("单位")
    units = [unit for unit in _ready(state) if unit.name in asked]
    form = year.form
    pieces = joined_pieces(_reports(year, units), form, f"{year.name} {year.year} 年度报告 {len(units)} 份")
    policy = content_policy(joined_style(form))
    headers = {"content-security-policy": f"{policy}; frame-ancestors 'none'"}
    return StreamingResponse(pieces, media_type="text/html; charset=utf-8", headers=headers)


def _reports(year: YearFolder, units: Sequence[Unit]) -> Iterator[Report | str]:
    """The reports of agencies, one at a time; a sentence where the workbook is another one by now."""
    contents = contents_of(year, [unit.item for unit in units if unit.item])
    for unit, content in zip(units, contents, strict=True):
        found = read_workbook(content, unit.name, year.form).report if content is not None else None
        yield found or f"{unit.name}的填报表在核对以后又变了，没有打印。请再核对一次。"


async def make_pdf(request: Request) -> Response:
    """Make every report as PDF too."""
    return await _published(request, "pdf")


async def make_html(request: Request) -> Response:
    """Make every report as a web page too."""
    return await _published(request, "html")


async def _published(request: Request, kind: str) -> Response:
    site = site_of(request)
    site.year.require_open()
    await run_in_threadpool(site.jobs.start, site.folder, kind)
    return RedirectResponse("/报告", 303)


async def pdf(request: Request) -> Response:
    """The PDF of one report."""
    year = site_of(request).year
    state = await state_of(request)
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
    Route("/报告/打印", printed),
    Route("/报告/制作网页", make_html, methods=["POST"]),
]
