"""看板: what to do today, where every agency stands, what went wrong most, what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from converter.page.filed import waiting
from converter.page.jobs import CHECKING
from converter.page.problems import kinds
from converter.page.rendering import day_words, deadline_words, link, rendered
from converter.page.searching import found_by
from converter.page.site import known_state, site_of
from converter.page.sorting import by_sound, sorted_by
from converter.page.state import ORDER, State, Unit

NAMED, KINDS, CHANGES = 5, 8, 6
"""Agencies that a line names; kinds of problems and changes that are shown."""

RING = ("passed", "to_confirm", "returned", "unreadable", "unprocessed", "missing")
"""Statuses in the order of the ring."""

_WEEK = "一二三四五六日"


class Task(NamedTuple):
    """A line of 今天要办. `office`: it is for the office alone. `button`: its words and address."""

    number: int
    what: str
    more: str
    button: str
    address: str
    office: bool = False
    post: bool = False


class Segment(NamedTuple):
    """A part of the ring, in hundredths of it."""

    status: str
    start: float
    length: float


def board(request: Request) -> Response:
    """The board, filtered as the address says."""
    site = site_of(request)
    year, last = site.year, site.jobs.last
    state = known_state(request)
    new = waiting(year, state)
    asked = request.query_params
    counted = kinds((unit.name, unit.open_problems) for unit in state.units)
    status, category, kind = (asked.get(key, "") for key in ("状态", "类别", "问题"))
    today = datetime.now().date()
    shown, sorting = sorted_by(
        filtered(state, status, category, kind), _COLUMNS, "/看板", asked.multi_items()
    )
    return rendered(
        request,
        "board.html",
        state=state,
        tasks=tasks(state, new, is_over=(deadline_words(year, today) or ("", "", False))[2]),
        today=f"{day_words(today)} 周{_WEEK[today.weekday()]}",
        told=last.told if last and last.kind in CHECKING and last.state == "done" else "",
        shown=shown,
        sorting=sorting,
        status=status,
        category=category,
        kind=kind,
        kind_title=next((title for code, title, _, _ in counted if code == kind), kind),
        categories=list(dict.fromkeys(unit.category for unit in state.units if unit.category)),
        kinds=counted[:KINDS],
        ring=ring(state),
        legend=[(key, state.counts[key]) for key in RING if key in state.counts],
        changes=state.changes[:CHANGES],
    )


_COLUMNS: Mapping[str, Callable[[Unit], Any] | None] = {
    "单位": lambda unit: by_sound(unit.short),
    "状态": lambda unit: (ORDER.index(unit.status), not unit.is_unsent),
    "主要问题": lambda unit: by_sound(unit.open_problems[0].title) if unit.open_problems else None,
    "收到": lambda unit: unit.received,
    "联系人": lambda unit: by_sound(unit.contact),
    "下一步": None,
}
"""The columns of the table of agencies, and what each is sorted by."""


def search(request: Request) -> Response:
    """All that contains some words, by group."""
    state, form = known_state(request), site_of(request).year.form
    words = request.query_params.get("找", "").strip()[:100]
    return rendered(request, "search.html", words=words, groups=found_by(state, form, words))


def filtered(state: State, status: str, category: str, kind: str) -> list[Unit]:
    """The agencies that the address asks for."""
    return [
        unit
        for unit in state.units
        if (not status or unit.status == status)
        and (not category or unit.category == category)
        and (not kind or any(problem.code == kind for problem in unit.open_problems))
    ]


def tasks(state: State, new: int, *, is_over: bool = False) -> list[Task]:
    """What the office has to do, the most urgent first. `is_over`: the deadline has passed."""
    unsent = [unit for unit in state.units if unit.is_unsent]
    asking = [unit for unit in state.units if unit.status == "to_confirm"]
    missing = [unit for unit in state.units if unit.status == "missing"]
    urged = max((unit.urged for unit in missing if unit.urged), default=None)
    found = []
    if new:
        found.append(Task(new, "收件里有文件还没有核对", "", "现在核对", "/核对", True, True))
    if unsent:
        first = link("/单位", 名称=unsent[0].name, 队列="未发")
        found.append(Task(len(unsent), "退回的还没有发给单位", _names(unsent), "逐个发退回件", first))
    if asking:
        first = link("/单位", 名称=asking[0].name, 队列="to_confirm")
        found.append(Task(len(asking), "待核实", "您认可并写理由，或请单位改", "逐个核实", first))
    if missing:
        more = f"上次催报 {day_words(urged)}" if urged else _names(missing)
        more = f"截止已过；{more}" if is_over else more
        found.append(Task(len(missing), "没有报", more, "去催报", "/催报"))
    double = [unit for unit in state.units if unit.rivals]
    if double:
        more = f"{_names(double)}：分不出哪份在后；定下之前不退回"
        first = link("/单位", 名称=double[0].name)
        found.append(Task(len(double), "交了不止一份，请您定用哪一份", more, "去定", first, True))
    if state.undecided:
        more = "看不出是名单上哪个单位的；定下之前不算谁已报"
        found.append(Task(len(state.undecided), "请您定", more, "去看", "/收件", True))
    return found


def _names(units: Sequence[Unit]) -> str:
    names = "、".join(unit.short for unit in units[:NAMED])
    return names if len(units) <= NAMED else f"{names} 等 {len(units)} 个"


def ring(state: State) -> list[Segment]:
    """The parts of the ring: green first, what is missing last."""
    total = len(state.units) or 1
    found, start = [], 0.0
    for status in RING:
        length = 100 * state.counts.get(status, 0) / total
        if length:
            found.append(Segment(status, start, length))
        start += length
    return found


ROUTES = [Route("/看板", board), Route("/找", search)]
