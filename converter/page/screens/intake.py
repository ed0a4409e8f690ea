"""收件: files put in, what each was taken for, progress, and what the office has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from converter.page.filed import waiting
from converter.page.jobs import CHECKING
from converter.page.problems import parted
from converter.page.rendering import link, rendered
from converter.page.site import known_state, site_of
from converter.page.state import State, Unit
from converter.page.uploads import MAX_FILES, receive
from converter.report.matching import match_file_name, match_name
from converter.report.roster import Roster, RosterEntry
from converter.results.recorded import Item

_HOW = {"name": "名称", "alias": "简称或曾用名", "abbreviation": "简称", "": "表里的标识"}


class Row(NamedTuple):
    """A file. `taken_as`: whose it is; `how`: by what that is known; `said`: what became of it.

    `digest`: of one that the office may assign, `likely`: to one of these first, `is_assigned`: it did.
    """

    source: str
    taken_as: str
    how: str
    status: str
    said: str
    address: str = ""
    button: str = ""
    digest: str = ""
    likely: tuple[str, ...] = ()
    is_assigned: bool = False


def intake(request: Request) -> Response:
    """The files received, in groups, and the work that is being done."""
    site = site_of(request)
    year = site.year
    state = known_state(request)
    new = waiting(year, state)
    last = site.jobs.last if site.jobs.last and site.jobs.last.kind in CHECKING else None
    since = last.started if last else datetime.combine(date.today(), datetime.min.time()).astimezone()
    recent = [unit for unit in state.units if unit.received and unit.received >= since.replace(microsecond=0)]
    recent_names = {unit.name for unit in recent}
    earlier = [unit for unit in state.units if unit.item and unit.name not in recent_names]
    return rendered(
        request,
        "intake.html",
        state=state,
        last=last,
        waiting=new,
        intake_folder=str(year.intake.resolve()),
        undecided=[*_undecided(state)],
        recent=[*_rows(recent, state)],
        earlier=[*_rows(earlier, state)],
        apart=[*_apart(state)],
        names=[entry.name for entry in state.roster.entries] if state.roster else [],
        is_closed=year.is_closed,
    )


def _rows(units: Iterable[Unit], state: State) -> Iterator[Row]:
    for unit in units:
        if unit.item is None:
            continue
        again = any(item["status"] == "superseded" for item in unit.others)
        changed = len(unit.item.get("changes", ()))
        said = [f"替代以前的版本，改了 {changed} 处"] if again and changed else []
        said += [problem.title for problem in unit.open_problems[:1]]
        buttons = {"returned": "退回件", "unreadable": "退回说明", "to_confirm": "去核实"}
        digest = str(unit.item.get("digest") or "")
        yield Row(
            str(unit.item["source"]), unit.short, _how(unit.item, state), unit.status, "；".join(said),
            link("/单位", 名称=unit.name),
            "看改了什么" if again and changed else buttons.get(unit.status, "查看"),
            digest, (), digest in state.assigned,
        )  # fmt: skip


def _how(item: Item, state: State) -> str:
    if item.get("digest") in state.assigned:
        return "您指认的"
    if state.roster is None:
        return "名称" if item["agency"] else ""
    if not item["agency"] and item.get("roster"):
        return "按文件名认出"
    return _HOW.get(match_name(state.roster, str(item["agency"] or "")).how, _HOW[""])


def _undecided(state: State) -> Iterator[Row]:
    """Files that belong to no agency of the roster, with the agencies that they are like."""
    for item in state.undecided:
        name = str(item["agency"] or "")
        like = _like(state.roster, name, str(item["source"])) if state.roster else ()
        said = f"像是 {'、'.join(entry.name for entry in like)}" if like else "名单上没有这个单位"
        if item["status"] == "unreadable":
            finding = next(iter(item.get("findings", ())), None)
            said = parted(finding["message"])[0] if finding else "无法读取"
        yield Row(str(item["source"]), name or "看不出是谁的", "首页没填机关名称" if not name else "名称",
                  item["status"], said, digest=str(item.get("digest") or ""),
                  likely=tuple(entry.name for entry in like))  # fmt: skip


def _like(roster: Roster, name: str, source: str) -> tuple[RosterEntry, ...]:
    """The agencies that a file may be of, by the name in it, else by its own."""
    found = match_name(roster, name).candidates if name else ()
    by_file = match_file_name(roster, source).entry
    return found or ((by_file,) if by_file else ())


def _apart(state: State) -> Iterator[Row]:
    """Files that count for nobody: earlier versions, other years, no workbooks."""
    for item in state.apart:
        said = "另一份代替了它" if item["status"] == "superseded" else "不是这个年度的表"
        yield Row(str(item["source"]), str(item["agency"] or ""), "", item["status"], said)
    for name in state.ignored:
        yield Row(name, "不是填报表", "", "", "放在一边，没有动它")


async def put_in(request: Request) -> Response:
    """Copy files into 收件; a script asks for JSON, a form goes on to check them."""
    site = site_of(request)
    year = site.year
    year.require_open()
    async with request.form(max_files=MAX_FILES, max_fields=10) as form:
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        given = [(str(each.filename), each.file) for each in files]
        received = await run_in_threadpool(receive, year, given, date.today())
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"received": [each._asdict() for each in received]})
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    return RedirectResponse("/收件", 303)


ROUTES = [Route("/收件", intake), Route("/收件/放入", put_in, methods=["POST"])]
