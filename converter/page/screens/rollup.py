"""汇总: the sums of all agencies, where each comes from, who is not in them, the county's own workbook."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.form import Form
from converter.page import sending
from converter.page.rendering import rendered
from converter.page.screens.unit import attachment
from converter.page.site import known_state, site_of
from converter.page.sums import Sums, sources, sums_of
from converter.page.unit_view import YEARS, SheetTable, figures_table
from converter.report.report import Value, plain
from converter.results.paths import SUMMARY, TRIAL
from converter.year.running import county_workbook

SHOWN = 12
"""Agencies that are listed as the sources of a figure before the rest is folded up."""


def rollup(request: Request) -> Response:
    """The sums of one table, and the sources of one figure."""
    site = site_of(request)
    year = site.year
    asked = request.query_params
    state = known_state(request)
    trial = asked.get("试算") == "1"
    form = year.form
    sums: Sums = site.reading.get(
        f"sums {trial}",
        state.version,
        lambda: sums_of(state, year.name, year.year, form, returned=trial),
    )
    tables = {table.key: table for table in form.tables.values() if table.printed}
    table = tables.get(asked.get("表", "")) or max(tables.values(), key=lambda each: len([*each.refs()]))
    ref = next((ref for ref in table.refs() if ref.key == asked.get("数", "")), None)
    years = asked.get("看", YEARS[0])
    years = years if years in YEARS and sums.last else YEARS[0]
    last = site.jobs.last
    return rendered(
        request,
        "rollup.html",
        state=state,
        sums=sums,
        trial=trial,
        tables=[(key, form.section_of(key)) for key in tables],
        table=table,
        shown=_shown(sums, table.key, years, form),
        years=years,
        all_years=YEARS,
        ref=ref,
        label=form.label(ref) if ref else "",
        unit=form.column(ref).unit if ref else "",
        total=plain(sums.figures.get(ref.key, 0)) if ref else "",
        before=plain(sums.last[ref.key]) if ref and ref.key in sums.last else "",
        sources=[*sources(sums, ref, form)] if ref else [],
        first=SHOWN,
        bars=_bars(sums, form),
        files=[path.name for path in (county_workbook(year), year.summary / SUMMARY) if path.is_file()],
        last=last if last and last.kind.startswith("rollup") else None,
        has_trial=(year.summary / TRIAL).is_file(),
        own=state.own,
        is_closed=year.is_closed,
    )


def _shown(sums: Sums, table: str, years: str, form: Form) -> SheetTable:
    return figures_table(form.tables[table], sums.figures, sums.last, years, form)


def _bars(sums: Sums, form: Form) -> list[tuple[str, str, str, float, float]]:
    """The main figures of this year and last as bars: name, both values, both lengths in hundredths."""
    quotes = {item.name: item.refs for item in form.quotes}
    named: list[tuple[str, Value, Value]] = []
    for name in form.views.main:
        now = sum(sums.figures.get(ref.key, 0) for ref in quotes[name])
        named.append((name, now, sum(sums.last.get(ref.key, 0) for ref in quotes[name])))
    most = max((max(now, last) for _, now, last in named), default=0) or 1
    return [
        (name, plain(now), plain(last), float(100 * now / most), float(100 * last / most))
        for name, now, last in named
    ]


async def make(request: Request) -> Response:
    """Write the county's workbook and 汇总表.xlsx."""
    site = site_of(request)
    site.year.require_open()
    await run_in_threadpool(site.jobs.start, site.folder, "rollup")
    return RedirectResponse("/汇总", 303)


async def make_trial(request: Request) -> Response:
    """Write the sum on trial, with the returned ones, as a table that says so."""
    site = site_of(request)
    site.year.require_open()
    await run_in_threadpool(site.jobs.start, site.folder, "rollup_trial")
    return RedirectResponse("/汇总?试算=1", 303)


async def take(request: Request) -> Response:
    """One of the files; which one is asked for by a word, never by a path."""
    year = site_of(request).year
    known: dict[str, Path] = {"县政府": county_workbook(year), "汇总表": year.summary / SUMMARY,
                              "试算": year.summary / TRIAL}  # fmt: skip
    path = known.get(request.query_params.get("哪个", ""))
    if path is None or not path.is_file():
        raise HTTPException(404)
    content = await run_in_threadpool(path.read_bytes)
    return attachment(sending.Sent(path.name, content), sending.XLSX)


ROUTES = [
    Route("/汇总", rollup),
    Route("/汇总/生成", make, methods=["POST"]),
    Route("/汇总/试算", make_trial, methods=["POST"]),
    Route("/汇总/文件", take),
]
