"""核对规则: what the office sets, tried before it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.page.rendering import rendered
from converter.page.site import known_state, site_of
from converter.results.aside import Aside, set_aside
from converter.system import sharing
from converter.system.errors import UsageError
from converter.system.files import write_whole
from converter.system.locks import only_run
from converter.system.sharing import content_of
from converter.year.folder import RULES
from converter.year.rules_edit import changed_text, choices
from converter.year.running import PROPOSED

OFF = "停用"
"""The choice of a level by which a rule is left out."""


def rules(request: Request) -> Response:
    """Every rule that the office may set, and what a change that was tried would do."""
    return _rules(request)


def _rules(
    request: Request,
    typed: Mapping[str, str] = {},
    wrong: Mapping[str, str] = {},
    code: int = 200,
    told: str = "",
) -> Response:
    """The same with what was typed; `wrong`: what is told at a field; `told`: above all."""
    site = site_of(request)
    year = site.year
    state = known_state(request)
    met: Counter[str] = Counter()
    for unit in state.units:
        met.update({problem.code for problem in unit.problems})
    last = site.jobs.last
    return rendered(
        request,
        "rules.html",
        code,
        typed=typed,
        refused=wrong,
        mistakes=told.splitlines(),
        choices=[*choices(year)],
        met=met,
        off=OFF,
        last=last if last and last.kind == "trial" else None,
        is_proposed=(year.path / PROPOSED).is_file(),
        is_closed=year.is_closed,
    )


async def propose(request: Request) -> Response:
    """Try what was chosen on all workbooks, without changing anything."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form(max_fields=5_000)
    wanted: dict[str, dict[str, str]] = {}
    typed = {name: str(value).strip() for name, value in form.items()}
    wrong = {}
    for name, value in typed.items():
        code, _, key = name.partition(".")
        if key:
            wanted.setdefault(code, {})[key] = value
    for code, values in wanted.items():
        if "level" in values:
            is_off = values["level"] == OFF
            values["off"] = values.get("off", "") if is_off else ""
            if is_off and not values["off"]:
                wrong[f"{code}.off"] = "停用一条规则要写明理由。"
            values["level"] = "" if is_off else values["level"]
    if wrong:
        return await run_in_threadpool(_rules, request, typed, wrong, 409)
    try:
        content = await run_in_threadpool(changed_text, year, wanted)
    except UsageError as error:
        return await run_in_threadpool(_rules, request, typed, {}, 409, str(error))
    await run_in_threadpool(write_whole, year.path / PROPOSED, content)
    await run_in_threadpool(site.jobs.start, site.folder, "trial")
    await run_in_threadpool(site.jobs.wait, 8)
    return RedirectResponse("/设置/规则", 303)


async def adopt(request: Request) -> Response:
    """Let what was tried hold, and check again; or forget it."""
    site = site_of(request)
    year = site.year
    year.require_open()
    form = await request.form()
    if form.get("what") == "adopt":
        await run_in_threadpool(_adopt, request)
        await run_in_threadpool(site.jobs.start, site.folder, "convert")
        return RedirectResponse("/收件", 303)
    sharing.remove(year.path / PROPOSED, missing_ok=True)
    return RedirectResponse("/设置/规则", 303)


def _adopt(request: Request) -> None:
    year = site_of(request).year
    proposed = year.path / PROPOSED
    if not proposed.is_file():
        raise UsageError("没有要采用的改动，可能另一个窗口已经采用或放弃了。")
    content = content_of(proposed)
    with only_run(year.path, "serve"):
        aside: Aside = {}
        set_aside(year.path, RULES, aside, lambda: content)
        write_whole(year.rules, content)
        sharing.remove(proposed)


ROUTES = [
    Route("/设置/规则", rules),
    Route("/设置/规则/试", propose, methods=["POST"]),
    Route("/设置/规则/采用", adopt, methods=["POST"]),
]
