"""Templates filled in: the frame of every page, and how days and names are said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from converter.catalogue.words import SEVERITY_WORDS, STATUS_MARKS, STATUS_WORDS
from converter.desk.page import HERE as DESK
from converter.desk.page import LOOKS
from converter.page.site import Site, site_of
from converter.report.report import plain, with_sign
from converter.system import web_templates
from converter.system.errors import ConverterError
from converter.year.folder import YearFolder

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

SCREENS = (
    ("/看板", "看板"), ("/收件", "收件"), ("/报告", "报告"), ("/汇总", "汇总"), ("/名单", "名单与下发"),
    ("/设置", "设置"),
)  # fmt: skip
"""Address and name of each screen in the bar."""


def rendered(request: Request, template: str, code: int = 200, /, **context: Any) -> Response:
    """A page in the frame of the year that is shown. `refused`: what is told at a field, by its name."""
    site = site_of(request)
    year = _year(site)
    known: dict[str, Any] = {
        "year": year,
        "deadline": deadline_words(year, date.today()) if year else None,
        "screens": SCREENS,
        "here": request.url.path,
        "work": site.jobs.running,
        "asset": asset,
        "link": link,
        "refused": {},
    }
    return HTMLResponse(environment().get_template(template).render(known | context), code)


async def page(request: Request, template: str, code: int = 200, /, **context: Any) -> Response:
    """The same from a function that must not wait."""
    return await run_in_threadpool(lambda: rendered(request, template, code, **context))


def _year(site: Site) -> YearFolder | None:
    """The year in the frame; None where there is none, or its settings have a mistake."""
    try:
        return site.year if site.is_year else None
    except ConverterError:
        return None


@cache
def environment() -> jinja2.Environment:
    """The templates of the page."""
    made = web_templates.environment((_HERE / "templates", DESK), trim_blocks=True, lstrip_blocks=True)
    made.globals.update(status_marks=STATUS_MARKS, status_words=STATUS_WORDS, severity_words=SEVERITY_WORDS)
    made.filters.update(day=day_words, moment=moment_words, plain=plain, signed=with_sign)
    return made


@cache
def own_files() -> Mapping[str, Path]:
    """The files that pages need, by their names: those of the page, and the looks of all pages."""
    return {path.name: path for path in (*STATIC.iterdir(), DESK / LOOKS)}


@cache
def asset(name: str) -> str:
    """The address of a file of the page itself, another one when its content is another."""
    digest = hashlib.sha256(own_files()[name].read_bytes()).hexdigest()[:10]
    return f"/静态/{name}?{digest}"


def link(path: str, **query: object) -> str:
    """An address with its question, in which what is empty is left out."""
    asked = {key: value for key, value in query.items() if value not in ("", None)}
    return f"{path}?{urlencode(asked)}" if asked else path


def day_words(when: date) -> str:
    """A day as clerks write it: 1月16日."""
    return f"{when.month}月{when.day}日"


def moment_words(when: datetime) -> str:
    """A time of today, or a day."""
    return f"{when:%H:%M}" if when.date() == date.today() else day_words(when)


def deadline_words(year: YearFolder, today: date) -> tuple[str, str, bool] | None:
    """The deadline, how long it is until then, and whether it is over; None where none is set."""
    due = year.due
    if due is None:
        return None
    left = (due - today).days
    words = f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已过 {-left} 天"
    return day_words(due), words, left < 0
