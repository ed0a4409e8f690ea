"""开始: a new year, the sample county, years that are there already."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from converter.page.rendering import page
from converter.page.sample import make_sample
from converter.page.site import Site, site_of
from converter.system.errors import ConverterError, UsageError
from converter.system.naming import safe_stem
from converter.year.folder import SETTINGS, YearFolder, read_year
from converter.year.making import make_year
from converter.year.typed import refused


async def home(request: Request) -> Response:
    """The board, or the start where no year is chosen."""
    return RedirectResponse("/看板" if site_of(request).is_year else "/开始", 303)


async def start(request: Request) -> Response:
    """The form of a new year, and what can be opened."""
    site = site_of(request)
    years = await run_in_threadpool(_years, site)
    return await page(request, "start.html", years=years, **_form(site), told="")


async def make(request: Request) -> Response:
    """Make the folder of a new year and open it."""
    site = site_of(request)
    form = await request.form()
    given = {key: str(form.get(key, "")).strip() for key in ("name", "report_year", "due", "folder")}
    told, wrong = "", refused({key: given[field] for key, field in _SETTINGS.items()})
    if not given["folder"]:
        wrong["folder"] = "请写文件夹的名称，如 年报2024。"
    try:
        if not wrong:
            path = site.home / safe_stem(given["folder"])  # directly below, whatever was typed
            number = int(given["report_year"])
            year, _ = await run_in_threadpool(make_year, path, given["name"], number, given["due"])
            return await _open(site, year.path, "/看板")
    except ConverterError as error:
        told = str(error)
    years = await run_in_threadpool(_years, site)
    at_fields = {_SETTINGS.get(key, key): why for key, why in wrong.items()}
    shown = _form(site) | given
    return await page(request, "start.html", 400, years=years, **shown, told=told, refused=at_fields)


_SETTINGS = {"name": "name", "year": "report_year", "deadline": "due"}
"""The fields of the form by the names of the settings."""


async def sample(request: Request) -> Response:
    """Open the sample county, made and checked where it is not there yet."""
    site = site_of(request)
    year, is_new = await run_in_threadpool(make_sample, site.home)
    answer = await _open(site, year.path, "/收件" if is_new else "/看板")
    if is_new:
        await run_in_threadpool(site.jobs.start, year.path, "convert")
    return answer


async def opened(request: Request) -> Response:
    """Open a year that is listed; its number in the list is asked for, never a path."""
    site = site_of(request)
    form = await request.form()
    years = await run_in_threadpool(_years, site)
    chosen = next((year for year in years if str(year.path.name) == form.get("folder")), None)
    if chosen is None:
        raise UsageError("这个年度的文件夹现在不在了，可能改了名，或移动硬盘没有插。请刷新本页再选。")
    return await _open(site, chosen.path, "/看板")


async def _open(site: Site, path: Path, then: str) -> Response:
    """Show another folder from now on, or go to the server that shows it already."""
    if site.jobs.running is not None and path != site.folder:
        raise UsageError("这个年度正在核对，等它做完，或者先停下，再打开别的年度。")
    elsewhere = await run_in_threadpool(site.claim, path)
    if elsewhere:
        return RedirectResponse(elsewhere, 303)
    site.folder = path
    return RedirectResponse(then, 303)


def _years(site: Site) -> list[YearFolder]:
    """The years in the folder that the server was started in, and beside the one that is shown."""
    found: dict[Path, YearFolder] = {}
    for around in (site.home, *((site.folder.parent,) if site.is_year else ())):
        try:
            settings = sorted(around.glob(f"*/{SETTINGS}"))
        except OSError:
            continue
        for each in settings:
            try:
                found.setdefault(each.parent.resolve(), read_year(each.parent))
            except ConverterError:
                continue
    return sorted(found.values(), key=lambda year: (-year.year, year.name))


def _form(site: Site) -> dict[str, object]:
    """What the form of a new year shows at first."""
    reported = _reported(datetime.now().date())
    return {
        "name": "",
        "report_year": str(reported),
        "due": "1月20日",
        "folder": f"年报{reported}",
        "home_folder": str(site.home.resolve()),
    }


def _reported(today: date) -> int:
    """The year that is reported on: from November on the one that ends."""
    return today.year if today.month >= 11 else today.year - 1


ROUTES = [
    Route("/", home),
    Route("/开始", start),
    Route("/开始/新建", make, methods=["POST"]),
    Route("/开始/样例县", sample, methods=["POST"]),
    Route("/开始/打开", opened, methods=["POST"]),
]
