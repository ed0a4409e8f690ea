"""What only the office can decide: whose a file is, and which of several workbooks counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.desk.deciding import assign, choose_version, take_back_assignment, take_back_choice
from converter.page.rendering import link
from converter.page.site import site_of
from converter.system.errors import UsageError
from converter.system.locks import only_run
from converter.year.folder import YearFolder
from converter.year.inputs import roster_of

PATIENCE = 8
"""Seconds that a decision waits for its check, so that the page shows what came of it."""


async def assign_file(request: Request) -> Response:
    """A file is of the agency that was picked."""
    given = await _given(request, "file", "agency")
    now = datetime.now().astimezone()

    def decide(year: YearFolder) -> None:
        roster = roster_of(year).roster
        if roster is None:
            raise UsageError("还没有单位名单，不能指认。请先填名单。")
        assign(year.record, year.output, roster, given["file"], given["agency"], given["by"], now)

    return await _decided(request, decide, "/收件")


async def unassign_file(request: Request) -> Response:
    """A file is again of the agency that it says itself."""
    given = await _given(request, "file")
    now = datetime.now().astimezone()
    return await _decided(
        request, lambda year: take_back_assignment(year.record, given["file"], given["by"], now), "/收件"
    )


async def choose(request: Request) -> Response:
    """Of several workbooks of an agency this one counts."""
    given = await _given(request, "file", "name", "queue")
    now = datetime.now().astimezone()

    def decide(year: YearFolder) -> None:
        choose_version(year.record, year.output, given["name"], given["file"], given["by"], now)

    return await _decided(request, decide, link("/单位", 名称=given["name"], 队列=given["queue"]))


async def unchoose(request: Request) -> Response:
    """Times and findings decide again which workbook of an agency counts."""
    given = await _given(request, "file", "name", "queue")
    now = datetime.now().astimezone()

    def decide(year: YearFolder) -> None:
        take_back_choice(year.record, given["name"], given["file"], given["by"], now)

    return await _decided(request, decide, link("/单位", 名称=given["name"], 队列=given["queue"]))


async def _given(request: Request, *keys: str) -> dict[str, str]:
    form = await request.form()
    return {key: str(form.get(key, "")).strip() for key in (*keys, "by")}


async def _decided(request: Request, decide: Callable[[YearFolder], None], then: str) -> Response:
    """Write a decision into the record and check again."""
    site = site_of(request)
    year = site.year
    year.require_open()

    def write() -> None:
        with only_run(year.path, "serve"):
            decide(year)

    await run_in_threadpool(write)
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    await run_in_threadpool(site.jobs.wait, PATIENCE)
    return RedirectResponse(then, 303)


ROUTES = [
    Route("/收件/指认", assign_file, methods=["POST"]),
    Route("/收件/撤回指认", unassign_file, methods=["POST"]),
    Route("/单位/改用", choose, methods=["POST"]),
    Route("/单位/撤回改用", unchoose, methods=["POST"]),
]
