"""记录 and 统计: the log of all that happened, and problems by kind, on the screen and for Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from converter.desk.kinds import Kind, kinds_book, kinds_of
from converter.desk.table_book import Column, table_book
from converter.page import sending
from converter.page.log import Change
from converter.page.rendering import rendered
from converter.page.screens.unit import attachment
from converter.page.site import known_state, site_of
from converter.page.sorting import by_sound, sorted_by
from converter.page.state import State
from converter.report.finding import Severity
from converter.results.recorded import Item

_LOG = (
    Column("时间", 18), Column("单位", 34), Column("做了什么", 18), Column("原来的状态", 12),
    Column("现在的状态", 12), Column("说明", 60),
)  # fmt: skip


def history(request: Request) -> Response:
    """The whole log, of one agency or of all."""
    state = known_state(request)
    agency = request.query_params.get("单位", "")
    names = list(dict.fromkeys(change.agency for change in state.changes))
    asked = request.query_params.multi_items()
    changes, sorting = sorted_by(_changes(state, agency), _HISTORY, "/记录", asked)
    return rendered(request, "history.html", changes=changes, sorting=sorting, agency=agency, names=names)


_HISTORY: Mapping[str, Callable[[Change], Any] | None] = {
    "时间": lambda change: change.time,
    "单位": lambda change: by_sound(change.agency),
    "做了什么": lambda change: by_sound(change.what),
    "状态": lambda change: by_sound(change.now),
    "说明": None,
}


def _changes(state: State, agency: str) -> list[Change]:
    return [change for change in state.changes if not agency or change.agency == agency]


def history_book(request: Request) -> Response:
    """The log as a workbook."""
    year = site_of(request).year
    state = known_state(request)
    changes = _changes(state, request.query_params.get("单位", ""))
    rows = (
        (f"{each.time:%Y-%m-%d %H:%M}", each.agency, each.what, each.before, each.now, each.note)
        for each in changes
    )
    title = f"{year.year}年度收发记录"
    note = f"{year.name}，共 {len(changes)} 条，新的在前。只增不改，撤回也是一条新的记录。"
    content = table_book(title, note, _LOG, rows)
    return attachment(sending.Sent(f"{title}.xlsx", content), sending.XLSX)


def statistics(request: Request) -> Response:
    """Problems by kind: how many agencies and places, and what became of them."""
    year = site_of(request).year
    state = known_state(request)
    kinds = kinds_of(_items(state), year.form)
    categories = list(dict.fromkeys(name for kind in kinds for name in kind.agencies.values()))
    columns: Mapping[str, Callable[[Kind], Any] | None] = {
        "核对": lambda kind: by_sound(kind.title),
        "轻重": lambda kind: kind.severity is not Severity.ERROR,
        "单位": lambda kind: len(kind.agencies),
        "处": lambda kind: kind.places,
        "单位已说明": lambda kind: kind.answered,
        "县里已认可": lambda kind: kind.accepted,
        **{name: partial(_of_category, name) for name in categories},
    }
    shown, sorting = sorted_by(kinds, columns, "/统计", request.query_params.multi_items())
    return rendered(
        request, "statistics.html", kinds=shown, sorting=sorting, categories=categories, state=state
    )


def _of_category(name: str, kind: Kind) -> int:
    return kind.by_category.get(name, 0)


def statistics_book(request: Request) -> Response:
    """The same as a workbook."""
    year = site_of(request).year
    state = known_state(request)
    title = f"{year.year}年度问题统计"
    content = kinds_book(_items(state), title, year.form)
    return attachment(sending.Sent(f"{title}.xlsx", content), sending.XLSX)


def _items(state: State) -> list[Item]:
    """What result.json has of the workbooks that count for agencies."""
    return [unit.item for unit in state.units if unit.item is not None]


ROUTES = [
    Route("/记录", history),
    Route("/记录.xlsx", history_book),
    Route("/统计", statistics),
    Route("/统计.xlsx", statistics_book),
]
