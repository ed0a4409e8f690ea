"""对照: an imported report in the form, doubtful cells marked, beside what stands in the published file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from converter.form import Form
from converter.page import sending
from converter.page.original_view import original_view, unit_of
from converter.page.rendering import rendered
from converter.page.screens.unit import attachment
from converter.page.site import site_of
from converter.page.state import Unit
from converter.page.unit_view import YEARS, first_sheet, sheet_names, sheet_view, tabs
from converter.report.report import Report
from converter.results.recorded import Item
from converter.year.folder import YearFolder
from converter.year.last_year import (
    LastYearFiles,
    last_year_files,
    published_content,
    workbooks_of,
)

if TYPE_CHECKING:
    from converter.published.original import Original

ADDRESS = "/设置/上年/对照"


class Imported(NamedTuple):
    """An imported report. `unit`: with what is still doubtful. `workbook`: its name, "" for none.

    `settled`: how many problems a corrected workbook settled. `corrected`: what that says, None for none.
    """

    item: Item
    unit: Unit
    workbook: str
    settled: int
    corrected: Report | None


def imported(year: YearFolder, found: LastYearFiles) -> Iterator[Imported]:
    """The reports that were imported, in their order, with what is still doubtful about each."""
    for item, book in zip(found.recorded, workbooks_of(year, found.recorded), strict=True):
        report = book.corrected if book else None
        unit = unit_of(item, report, year.form)
        settled = len(unit_of(item, None, year.form).problems) - len(unit.problems)
        yield Imported(item, unit, book.name if book else "", settled, report)


def beside(request: Request) -> Response:
    """A sheet of an imported report and the same of the published file."""
    year = site_of(request).year
    form, asked = year.form, request.query_params
    known = [each for each in imported(year, last_year_files(year)) if each.item.get("figures")]
    here = next((each for each in known if each.item["source"] == asked.get("文件", "")), None)
    if here is None:
        raise HTTPException(404)
    queue = [each.item["source"] for each in known if each.unit.open_problems or each is here]
    at = queue.index(here.item["source"])
    sheet = asked.get("表", "")
    sheet = sheet if sheet in sheet_names(form) else first_sheet(here.unit, form)
    content = published_content(year, here.item)
    shown = _original(content, form) if content is not None else None
    return rendered(
        request,
        "original.html",
        it=here,
        unit=here.unit,
        address=ADDRESS,
        view=sheet_view(here.unit, here.corrected, sheet, YEARS[0], form),
        original=original_view(shown, here.unit.problems, sheet, form) if shown else None,
        tabs=tabs(here.unit, form),
        sheet=sheet,
        problems=[problem for problem in here.unit.problems if problem.sheet == sheet],
        others=[problem for problem in here.unit.problems if not problem.sheet],
        place=(at + 1, len(queue)),
        before=queue[at - 1] if at else "",
        after=queue[at + 1] if at + 1 < len(queue) else "",
        is_closed=year.is_closed,
    )


@lru_cache(maxsize=16)
def _original(content: bytes, form: Form) -> Original | None:
    """What is read of a file, kept for its other sheets."""
    from converter.published.original import original  # which no other screen needs

    return original(content, form)


async def file(request: Request) -> Response:
    """A published file as it came; its name is looked up."""
    year = site_of(request).year
    found = await run_in_threadpool(last_year_files, year)
    asked = request.query_params.get("文件", "")
    item = next((each for each in found.recorded if each["source"] == asked), None)
    content = await run_in_threadpool(published_content, year, item) if item else None
    if content is None:
        raise HTTPException(404)
    return attachment(sending.Sent(asked, content), "application/octet-stream")


ROUTES = [Route(ADDRESS, beside), Route(f"{ADDRESS}/原件", file)]
