"""一起看: the same problem of several agencies in one list, accepted with one reason, recorded for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.checks.record_file import add_to_record, read_record
from converter.desk.accepting import lines_to_accept
from converter.page.problems import Problem, kinds
from converter.page.rendering import link, rendered
from converter.page.site import known_state, site_of
from converter.page.state import State, Unit
from converter.system.locks import only_run
from converter.system.texts import name_key
from converter.year.folder import YearFolder

PATIENCE = 8
"""Seconds that an acceptance waits for its check, so that the page shows what came of it."""

REASONS = ("上年报告公布后更正过", "机构合并、职能划转", "已电话向单位核实")
"""Reasons that are offered."""


class Seen(NamedTuple):
    """A problem of an agency. `value`: by which the form names it, "" where only the agency can mend it."""

    unit: Unit
    problem: Problem
    value: str


def together(request: Request) -> Response:
    """The open problems of a kind, or of the agencies asked for."""
    year = site_of(request).year
    state = known_state(request)
    code = request.query_params.get("问题", "")
    names = request.query_params.getlist("单位")
    counted = kinds((unit.name, unit.open_problems) for unit in state.units)
    seen = [*_seen(state, code, names)]
    return rendered(
        request,
        "together.html",
        code=code,
        names=names,
        kinds=counted,
        title=next((title for each, title, _, _ in counted if each == code), code),
        seen=seen,
        may_accept=any(each.value for each in seen),
        reasons=REASONS,
        is_closed=year.is_closed,
    )


def _seen(state: State, code: str, names: Sequence[str]) -> Iterator[Seen]:
    asked = set(names)
    for unit in state.units:
        if asked and unit.name not in asked:
            continue
        for problem in unit.open_problems:
            if (not code or problem.code == code) and (code or asked):
                value = f"{problem.code} {problem.identity} {unit.name}" if problem.identity else ""
                yield Seen(unit, problem, value)


async def accept(request: Request) -> Response:
    """Accept all that is ticked, with one reason, and check again."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form()
    wanted = [_named(str(value)) for value in form.getlist("finding")]
    reason = "；".join(part for key in ("why", "reason") if (part := str(form.get(key, "")).strip()))
    await run_in_threadpool(
        accept_findings, year, wanted, reason, str(form.get("by", "")), datetime.now().date()
    )
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    await run_in_threadpool(site.jobs.wait, PATIENCE)
    return RedirectResponse(link("/一起看", 问题=str(form.get("code", ""))), 303)


def _named(value: str) -> tuple[str, str, str]:
    """Agency, code and fingerprint of a finding that a form names."""
    code, _, rest = value.partition(" ")
    mark, _, agency = rest.partition(" ")
    return agency, code, mark


def accept_findings(
    year: YearFolder, wanted: Iterable[tuple[str, str, str]], reason: str, by: str, day: date
) -> None:
    """Write what the office accepts into its record; what it accepted before stays as it is.

    `wanted`: agency, code and fingerprint of each. UsageError: as for `lines_to_accept`; nothing is written.
    """
    with only_run(year.path, "accept"):
        lines = lines_to_accept(year.output, wanted, reason, by, day)
        known = read_record(year.record).accepted if year.record.exists() else {}
        new = [line for line in lines if (name_key(line["agency"]), line["finding"]) not in known]
        if new:
            add_to_record(year.record, new)


ROUTES = [Route("/一起看", together), Route("/一起看/认可", accept, methods=["POST"])]
