"""The application: the routes of all screens, the files of the page itself, and what failures say."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from converter.page.rendering import own_files, page
from converter.page.screens import (
    board,
    comparing,
    deciding,
    intake,
    last_year,
    original,
    reports,
    rollup,
    roster,
    rules,
    settings,
    start,
    tables,
    together,
    unit,
    work,
)
from converter.page.security import TOO_LARGE, Door, TooLarge, guarded
from converter.page.site import Site, site_of
from converter.page.uploads import MAX_BYTES
from converter.system.errors import ConverterError

LIMITS: Mapping[str, int] = {
    "/收件/放入": MAX_BYTES,
    "/名单/保存": 5_000_000,
    "/名单/导入": 20_000_000,
    "/设置/模板": 50_000_000,
    "/设置/上年/放入": MAX_BYTES,
}
"""Bytes of a request's body, where its path may send more than others."""

_TYPES = {".css": "text/css", ".js": "text/javascript"}


def application(site: Site, door: Door) -> ASGIApp:
    """The page of a site behind its door."""
    screens = (
        start, board, deciding, unit, intake, reports, rollup, roster, settings, rules, last_year, original,
        comparing,
        tables, together, work,
    )  # fmt: skip
    app = Starlette(
        routes=[
            *(route for screen in screens for route in screen.ROUTES),
            Route("/静态/{name}", _static),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={
            ConverterError: _told,
            TooLarge: _too_large,
            HTTPException: _http,
            Exception: _failed,
        },
    )
    app.state.site = site
    return guarded(app, door)


async def _static(request: Request) -> Response:
    """A file of the page itself; its name is looked up, never used as a path."""
    path = own_files().get(request.path_params["name"])
    if path is None:
        raise HTTPException(404)
    return FileResponse(
        path,
        media_type=_TYPES.get(path.suffix),
        headers={"cache-control": "private, max-age=31536000, immutable"},
    )


async def _told(request: Request, error: Exception) -> Response:
    """What could not be done, in the sentence of its error."""
    return await page(request, "message.html", 409, title="没有做成", text=str(error))


async def _too_large(request: Request, error: Exception) -> Response:
    return await page(request, "message.html", 413, title="没有收下", text=TOO_LARGE)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = {
        404: ("没有这一页", "可能是名单改过，或者地址不完整。"),
        400: ("没有收到完整的内容", "请再试一次；一次不要超过 2000 个文件。"),
    }
    title, text = told.get(error.status_code, ("没有做成", "请回到看板再试一次。"))
    return await page(request, "message.html", error.status_code, title=title, text=text)


async def _failed(request: Request, error: Exception) -> Response:
    """A fault of this program: nothing of it is shown that a clerk cannot use; the log in 设置 has where."""
    site_of(request).faults.note(request.url.path, error)
    text = "程序在这一步出了问题，没有改动任何文件。请再试一次；还是不行的，把“设置”里的日志发给维护人员。"
    return await page(request, "message.html", 500, title="没有做成", text=text)
