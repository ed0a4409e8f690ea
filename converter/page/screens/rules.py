"""核对规则: what the office sets, tried before it holds."""

from __future__ import annotations

from collections import Counter

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
    for name, value in form.items():
        code, _, key = name.partition(".")
        if key:
            wanted.setdefault(code, {})[key] = str(value).strip()
    for values in wanted.values():
        if "level" in values:
            is_off = values["level"] == OFF
            values["off"] = values.get("off", "") if is_off else ""
            if is_off and not values["off"]:
                raise UsageError("停用一条规则要写明理由。请返回上一页补上。")
            values["level"] = "" if is_off else values["level"]
    content = await run_in_threadpool(changed_text, year, wanted)
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
