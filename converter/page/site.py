"""What the screens share while a server runs: the folder that is shown, and the work that is done in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from converter.page.faults import Faults
from converter.page.jobs import Jobs
from converter.page.reading import Reading
from converter.page.state import State, read_state
from converter.year.folder import SETTINGS, YearFolder, read_year


@dataclass(slots=True)
class Site:
    """The folder that a server is for, and its work.

    `home`: the folder that it was started in. `claim`: makes this server that of another folder; gives the
    address of the server that is that already, "" where there is none.
    """

    home: Path
    folder: Path
    claim: Callable[[Path], str]
    jobs: Jobs = field(default_factory=Jobs)
    reading: Reading = field(default_factory=Reading)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        """While work goes on, the page shows what was before it; then what the work's own process read."""
        self.reading.is_held = lambda: self.jobs.running is not None
        self.jobs.on_read = self.reading.take

    @property
    def is_year(self) -> bool:
        """True where the folder is that of a year."""
        return (self.folder / SETTINGS).is_file()

    @property
    def year(self) -> YearFolder:
        """The folder of the year, as its settings are now. UsageError: it is none."""
        return read_year(self.folder)


def known_state(request: Request) -> State:
    """The folder that a request asks for, as it stands."""
    site = site_of(request)
    return read_state(site.year, site.reading)


async def state_of(request: Request) -> State:
    """The same for a function that must not wait."""
    return await run_in_threadpool(known_state, request)


def site_of(request: Request) -> Site:
    """The site that a request asks for."""
    site: Site = request.app.state.site
    return site
