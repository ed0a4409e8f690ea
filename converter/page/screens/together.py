"""一起看: the same problem of several agencies in one list, accepted with one reason, recorded for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
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


class Decision(NamedTuple):
    """An acceptance as it was typed. `findings`: what is ticked; `refused`: by field, what is missing."""

    findings: tuple[str, ...] = ()
    why: str = ""
    reason: str = ""
    by: str = ""
    refused: Mapping[str, str] = {}

    @property
    def said(self) -> str:
        """The reason as the record has it."""
        return "；".join(filter(None, (self.why, self.reason)))


UNDECIDED = Decision()
"""Nothing was typed yet."""


def decision_of(form: FormData) -> Decision:
    """The decision that a form holds."""
    findings = tuple(str(value) for value in form.getlist("finding"))
    why, reason, by = (str(form.get(key, "")).strip() for key in ("why", "reason", "by"))
    refused = {}
    if not findings:
        refused["finding"] = "还没有勾选。请逐条看过，勾选要认可的。"
    if not (why or reason):
        refused["reason"] = "请选一个理由，或写明理由。"
    if not by:
        refused["by"] = "请写核实人的姓名。"
    return Decision(findings, why, reason, by, refused)


def together(request: Request) -> Response:
    """The open problems of a kind, or of the agencies asked for."""
    asked = request.query_params
    return _together(request, asked.get("问题", ""), asked.getlist("单位"))


def _together(
    request: Request, code: str, names: Sequence[str], decision: Decision = UNDECIDED, status: int = 200
) -> Response:
    """The same; `decision`: one that was refused, told at its fields."""
    year = site_of(request).year
    state = known_state(request)
    counted = kinds((unit.name, unit.open_problems) for unit in state.units)
    seen = [*_seen(state, code, names)]
    return rendered(
        request,
        "together.html",
        status,
        decision=decision,
        refused=decision.refused,
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
    decision, code = decision_of(form), str(form.get("code", ""))
    if decision.refused:
        names = [str(name) for name in form.getlist("单位")]
        return await run_in_threadpool(_together, request, code, names, decision, 409)
    wanted = [_named(value) for value in decision.findings]
    await run_in_threadpool(accept_findings, year, wanted, decision.said, decision.by, datetime.now().date())
    await run_in_threadpool(site.jobs.start, site.folder, "convert")
    await run_in_threadpool(site.jobs.wait, PATIENCE)
    return RedirectResponse(link("/一起看", 问题=code), 303)


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
