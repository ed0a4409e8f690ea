"""比较: agencies and years beside each other, and two reports sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from converter.form import Form
from converter.page import comparison, sending
from converter.page.comparison import Measure
from converter.page.rendering import page
from converter.page.screens.unit import attachment
from converter.page.site import site_of
from converter.page.sorting import by_sound, sorted_by
from converter.report.report import Value
from converter.year.folder import YearFolder

if TYPE_CHECKING:
    from converter.compare.reading import YearReport
    from converter.compare.table import Ranked
    from converter.year.comparing import YearsReports

ADDRESS = "/比较"


async def compare(request: Request) -> Response:
    """All agencies by year, or one agency and two of its reports."""
    year = site_of(request).year
    known = await run_in_threadpool(_known, year)
    if not known.reports:
        return await page(request, "compare_empty.html", unread=known.unread)
    form, asked = year.form, request.query_params
    groups = comparison.measures_of(form)
    measure = _chosen(groups, asked.get("指标", ""), form)
    agency = asked.get("单位", "").strip()
    common = {
        "groups": groups,
        "measure": measure,
        "names": sorted({report.agency for report in known.reports}),
        "unread": known.unread,
        "width": comparison.WIDTH,
        "height": comparison.HEIGHT,
    }
    if agency:
        return await _one(request, known, agency, form, common)
    view = await run_in_threadpool(comparison.all_years, known.agencies, measure, form)
    odd = await run_in_threadpool(_odd, known.agencies, form)
    columns: Mapping[str, Callable[[Ranked], Any] | None] = {
        "位次": lambda row: row.rank,
        "机关": lambda row: by_sound(row.agency),
        **{str(each): partial(_in_year, at) for at, each in enumerate(view.years)},
        "最近一年变化": lambda row: row.change,
    }
    rows, sorting = sorted_by(view.rows, columns, ADDRESS, asked.multi_items())
    return await page(request, "compare.html", view=view, rows=rows, sorting=sorting, odd=odd, **common)


def _in_year(at: int, row: Ranked) -> Value | None:
    return row.values[at]


async def _one(
    request: Request, known: YearsReports, agency: str, form: Form, common: Mapping[str, Any]
) -> Response:
    """One agency by year, and two reports: two of its own, or one of another agency and its own."""
    asked = request.query_params
    own = comparison.named(known.reports, agency)
    other = asked.get("对照", "").strip()
    beside = comparison.named(known.reports, other) if other else own
    if not own or not beside:
        missing = other if own else agency
        return await page(request, "compare_missing.html", 404, missing=missing, **common)
    after = _of_year(own, asked.get("乙", ""), -1)
    before = _of_year(beside, asked.get("甲", ""), -1 if other else -2)
    view = await run_in_threadpool(comparison.one_agency, own, common["measure"], form)
    pair = await run_in_threadpool(comparison.pair_view, before, after, form)
    return await page(
        request,
        "compare_agency.html",
        view=view,
        pair=pair if before is not after else None,
        agency=own[-1].agency,
        other=beside[-1].agency if other else "",
        own_years=[report.year for report in own],
        beside_years=[report.year for report in beside],
        **common,
    )


def _known(year: YearFolder) -> YearsReports:
    from converter.year.comparing import reports_around  # which no other screen needs

    return reports_around(year)


def _odd(reports: Sequence[YearReport], form: Form) -> list[tuple[str, str, str]]:
    """Main figures that an agency's own history does not explain: agency, name, why."""
    from converter.compare.table import outliers

    return [(each.agency, each.measure, each.why) for each in outliers(reports, form)]


def _chosen(groups: Sequence[tuple[str, list[Measure]]], key: str, form: Form) -> Measure:
    """The measure that is asked for, or the number of applications."""
    known = {measure.key: measure for _, own in groups for measure in own}
    return known.get(key) or known.get(form.views.volume) or next(iter(known.values()))


def _of_year(reports: Sequence[YearReport], asked: str, at: int) -> YearReport:
    """The report of the year that is asked for, or the one at a place, as far as there are so many."""
    found = next((report for report in reports if str(report.year) == asked), None)
    return found or reports[max(at, -len(reports))]


def _file(name: str, kind: str, make: Callable[[Sequence[YearReport], Form], bytes]) -> Callable[..., object]:
    async def give(request: Request) -> Response:
        year = site_of(request).year
        known = await run_in_threadpool(_known, year)
        if not known.reports:
            raise HTTPException(404)
        content = await run_in_threadpool(make, known.reports, year.form)
        return attachment(sending.Sent(name, content), kind)

    return give


def _book(reports: Sequence[YearReport], form: Form) -> bytes:
    from converter.compare.book import years_book

    return years_book(reports, form)


def _data(reports: Sequence[YearReport], form: Form) -> bytes:
    from converter.compare.table import csv_bytes, tidy

    return csv_bytes(tidy(reports, form))


ROUTES = [
    Route(ADDRESS, compare),
    Route(f"{ADDRESS}/比较.xlsx", _file("比较.xlsx", sending.XLSX, _book)),
    Route(f"{ADDRESS}/data.csv", _file("data.csv", "text/csv", _data)),
]
