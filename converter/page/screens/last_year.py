"""上年数据: last year's published reports or workbooks put in, what was read, and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.page import sending
from converter.page.rendering import link, rendered
from converter.page.screens.original import ADDRESS as BESIDE
from converter.page.screens.original import Imported, imported
from converter.page.screens.unit import attachment
from converter.page.site import site_of
from converter.page.sorting import by_sound, sorted_by
from converter.page.uploads import MAX_FILES
from converter.year.last_year import keep, last_year_files

ADDRESS = "/设置/上年"


def last_year(request: Request) -> Response:
    """What lies in 上年."""
    site = site_of(request)
    year = site.year
    found = last_year_files(year)
    last = site.jobs.last
    read, sorting = sorted_by(imported(year, found), _COLUMNS, ADDRESS, request.query_params.multi_items())
    return rendered(
        request,
        "last_year.html",
        found=found,
        read=read,
        sorting=sorting,
        beside=BESIDE,
        wanted=year.year - 1,
        last=last if last and last.kind == "last_year" else None,
        folder=str(year.last_year.resolve()),
        is_closed=year.is_closed,
    )


_COLUMNS: Mapping[str, Callable[[Imported], Any] | None] = {
    "单位": lambda each: by_sound(str(each.item["agency"] or "")),
    "文件": lambda each: by_sound(str(each.item["source"])),
    "年度": lambda each: each.item["year"],
    "读出的数": lambda each: len(each.item["figures"]),
    "要看的地方": lambda each: len(each.unit.open_problems),
}


async def put_in(request: Request) -> Response:
    """Keep files in 上年, and read the published reports among them."""
    site = site_of(request)
    year = site.year
    year.require_open()
    async with request.form(max_files=MAX_FILES, max_fields=5) as form:
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        given = [(str(each.filename), await each.read()) for each in files]
        then = str(form.get("then", ""))
    if await run_in_threadpool(keep, year, given):
        await run_in_threadpool(site.jobs.start, site.folder, "last_year")
        await run_in_threadpool(site.jobs.wait, 5)
    return RedirectResponse(link(BESIDE, 文件=then) if then else ADDRESS, 303)


async def workbook(request: Request) -> Response:
    """A workbook in 上年, to be corrected; its name is looked up."""
    year = site_of(request).year
    asked = request.query_params.get("文件", "")
    found = await run_in_threadpool(last_year_files, year)
    if asked not in found.workbooks:
        raise HTTPException(404)
    content = await run_in_threadpool((year.last_year / asked).read_bytes)
    return attachment(sending.Sent(asked, content), sending.XLSX)


ROUTES = [
    Route(ADDRESS, last_year),
    Route(f"{ADDRESS}/放入", put_in, methods=["POST"]),
    Route(f"{ADDRESS}/填报表", workbook),
]
