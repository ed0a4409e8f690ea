"""Work that is done: begun, followed, stopped."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from converter.catalogue.words import STATUS_MARKS, STATUS_WORDS
from converter.page.jobs import Jobs
from converter.page.site import site_of

_PAUSE, _SIGN = 0.15, 10.0
"""Seconds between two looks at the work, and between two signs of life where nothing changes."""


async def begin(request: Request) -> Response:
    """Check and convert all that is in 收件; where that is being done, go on watching."""
    site = site_of(request)
    site.year.require_open()
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    return RedirectResponse("/收件", 303)


async def stop(request: Request) -> Response:
    """Stop what is being done."""
    await run_in_threadpool(site_of(request).jobs.stop)
    return RedirectResponse("/收件", 303)


async def follow(request: Request) -> Response:
    """How far the work is, as events, until it ends."""
    jobs = site_of(request).jobs
    return StreamingResponse(_events(request, jobs), media_type="text/event-stream")


async def _events(request: Request, jobs: Jobs) -> AsyncIterator[str]:
    seen, shown, last_sign = -1, 0, time.monotonic()
    while not await request.is_disconnected():
        work = jobs.last
        if work is None:
            yield "event: end\ndata: {}\n\n"
            return
        if jobs.version != seen:
            seen, last_sign = jobs.version, time.monotonic()
            rows = [
                (name, status, STATUS_WORDS.get(status, ""), STATUS_MARKS.get(status, ""))
                for name, status in work.rows[shown:]
            ]
            shown = len(work.rows)
            told = {"number": work.number, "done": work.done, "total": work.total, "rows": rows}
            yield f"data: {json.dumps(told | {'file': work.file}, ensure_ascii=False)}\n\n"
        if not work.is_running:
            yield "event: end\ndata: {}\n\n"
            return
        if time.monotonic() - last_sign > _SIGN:
            last_sign = time.monotonic()
            yield ": \n\n"
        await asyncio.sleep(_PAUSE)


async def here(request: Request) -> Response:
    """Whether this server is there, and how far its work is."""
    work = site_of(request).jobs.last
    return JSONResponse({"running": work is not None and work.is_running})


ROUTES = [
    Route("/核对", begin, methods=["POST"]),
    Route("/停下", stop, methods=["POST"]),
    Route("/进度", follow),
    Route("/在吗", here),
]
