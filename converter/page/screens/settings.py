"""设置: the deadline, Word templates, the end of the year."""

from __future__ import annotations

import platform
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from converter.catalogue.words import STATUS_WORDS
from converter.desk.standing import status_lines
from converter.form import Variant
from converter.page import sending
from converter.page.log import as_text
from converter.page.rendering import rendered
from converter.page.screens.unit import attachment
from converter.page.site import known_state, site_of
from converter.page.state import recorded_of
from converter.system.errors import UsageError
from converter.system.locks import only_run
from converter.system.versions import version
from converter.year.archive import backups, changed_since, open_points, reopen_year
from converter.year.changing import change_settings, own_template, use_shipped_template, use_template
from converter.year.folder import YearFolder
from converter.year.making import next_path
from converter.year.typed import refused


def settings(request: Request) -> Response:
    """All settings, and what is still open before the year can end."""
    return _settings(request)


def _settings(
    request: Request, wrong: Mapping[str, str] = {}, typed: Mapping[str, str] = {}, code: int = 200
) -> Response:
    """The same; `wrong`: what is told at a field; `typed`: what stands in fields instead of what holds."""
    site = site_of(request)
    year = site.year
    last = site.jobs.last
    return rendered(
        request,
        "settings.html",
        code,
        refused=wrong,
        typed={"deadline": year.deadline, "send_to": year.send_to, "reason": ""} | dict(typed),
        variants=[(variant.name, own_template(year, variant)) for variant in year.form.variants],
        left=[] if year.is_closed else open_points(year, recorded_of(year, site.reading).items),
        changed=changed_since(year) if year.is_closed else [],
        next_folder=next_path(year).name,
        folder=str(year.path.resolve()),
        program=version("xxgk-converter"),
        last=last if last and last.kind == "close" else None,
        backup=last if last and last.kind == "backup" else None,
        archives=[path.name for path in backups(year)],
        is_closed=year.is_closed,
    )


async def change(request: Request) -> Response:
    """Write another deadline, and to whom workbooks are sent."""
    year = site_of(request).year
    year.require_open()
    form = await request.form()
    known = {"deadline": year.deadline, "send_to": year.send_to}
    typed = {key: str(form.get(key, value)) for key, value in known.items()}
    if wrong := refused(typed):
        return await run_in_threadpool(_settings, request, wrong, typed, 409)
    await run_in_threadpool(change_settings, year, typed["deadline"], typed["send_to"])
    return RedirectResponse("/设置", 303)


async def template(request: Request) -> Response:
    """Use a Word template that was put in, once it is checked."""
    year = site_of(request).year
    year.require_open()
    async with request.form(max_files=1) as form:
        file, name = form.get("file"), str(form.get("variant", ""))
        if not isinstance(file, UploadFile) or not file.filename:
            wrong = {f"template-{name}": "没有选文件。请选一份 Word 模板（.docx）。"}
            return await run_in_threadpool(_settings, request, wrong, {}, 409)
        content = await file.read()
    try:
        await run_in_threadpool(use_template, year, _variant(year, name), content)
    except UsageError as error:
        return await run_in_threadpool(_settings, request, {f"template-{name}": str(error)}, {}, 409)
    return RedirectResponse("/设置", 303)


async def shipped(request: Request) -> Response:
    """Use the shipped template again."""
    year = site_of(request).year
    year.require_open()
    form = await request.form()
    await run_in_threadpool(use_shipped_template, year, _variant(year, str(form.get("variant", ""))))
    return RedirectResponse("/设置", 303)


def _variant(year: YearFolder, name: str) -> Variant:
    found = next((variant for variant in year.form.variants if variant.name == name), None)
    if found is None:
        raise HTTPException(404)
    return found


async def close(request: Request) -> Response:
    """End the year: list of files, archive, next year's folder."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form()
    reason = str(form.get("reason", "")).strip()
    left = await run_in_threadpool(open_points, year)
    if left and not reason:
        wrong = {"reason": "还有没办完的。办完后再结束；确要提前结束的，请写明理由。"}
        return await run_in_threadpool(_settings, request, wrong, {}, 409)
    await run_in_threadpool(site.jobs.start, site.folder, "close", (reason,))
    await run_in_threadpool(site.jobs.wait, 10)
    return RedirectResponse("/设置", 303)


async def back_up(request: Request) -> Response:
    """Make a zip of the whole folder, beside it."""
    site = site_of(request)
    await run_in_threadpool(site.jobs.start, site.folder, "backup")
    await run_in_threadpool(site.jobs.wait, 5)
    return RedirectResponse("/设置#backup", 303)


async def take_backup(request: Request) -> Response:
    """A backup or an archive of the year; its name is looked up."""
    found = await run_in_threadpool(backups, site_of(request).year)
    path = next((path for path in found if path.name == request.query_params.get("哪个", "")), None)
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, media_type="application/zip", filename=path.name)


def log(request: Request) -> Response:
    """What happened as a text to be sent on: no path of this computer, no content of a workbook."""
    site = site_of(request)
    year, state = site.year, known_state(request)
    counted = "，".join(f"{STATUS_WORDS[key]} {number}" for key, number in state.counts.items())
    last = site.jobs.last
    parts = (
        f"年报核对 {version('xxgk-converter')}　Python {platform.python_version()}　{platform.platform()}",
        f"{year.name} {year.year} 年度，截止 {year.deadline or '没有定'}",
        f"{len(state.units)} 个单位：{counted}",
        *(line.text for line in status_lines(year.output)),
        *([f"刚才做的：{last.kind} {last.state} {last.done}/{last.total} {last.told}"] if last else []),
        *(["", "程序的问题："] if site.faults.lines else []),
        *site.faults.lines,
        "",
        "收发记录，新的在前：",
        *as_text(state.changes),
    )
    text = "".join(f"{part}\r\n" for part in parts).replace(str(year.path.resolve().parent), "……")
    return attachment(sending.Sent(f"年报核对日志-{year.year}.txt", text.encode("utf-8-sig")), "text/plain")


async def reopen(request: Request) -> Response:
    """Open a year again that was ended."""
    year = site_of(request).year

    def again() -> None:
        with only_run(year.output, "close"):
            reopen_year(year)

    await run_in_threadpool(again)
    return RedirectResponse("/设置", 303)


ROUTES = [
    Route("/设置", settings),
    Route("/设置/截止日", change, methods=["POST"]),
    Route("/设置/模板", template, methods=["POST"]),
    Route("/设置/模板/换回", shipped, methods=["POST"]),
    Route("/设置/结束", close, methods=["POST"]),
    Route("/设置/备份", back_up, methods=["POST"]),
    Route("/设置/备份/文件", take_backup),
    Route("/设置/日志.txt", log),
    Route("/设置/重新打开", reopen, methods=["POST"]),
]
