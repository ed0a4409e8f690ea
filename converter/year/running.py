"""One conversion of a year's folder, as `xxgk convert` does it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from converter.year.folder import YearFolder
from converter.year.inputs import year_job

if TYPE_CHECKING:
    from converter.results.outcome import Batch, Outcome


def convert_year(
    year: YearFolder,
    now: datetime,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    on_listed: Callable[[int], None] = lambda total: None,
    *,
    pdf: bool = False,
) -> Batch:
    """Check and convert everything in 收件 and write 输出. `on_done`, `on_listed`: as for `convert_folder`.

    ConverterError: nothing could be done, and why.
    """
    from converter.batch.folder import convert_folder
    from converter.desk import write_outputs
    from converter.publish import publish
    from converter.results.journal import begin, clear
    from converter.system.locks import only_run

    year.require_open()
    job = year_job(year)
    with only_run(year.output, "convert"):
        clear(year.output)
        batch = convert_folder(
            year.intake, year.output, job, on_done, None,
            on_listed=on_listed, on_planned=partial(begin, year.output),
        )  # fmt: skip
        batch = publish(batch, year.output, pdf=pdf)
        return write_outputs(batch, year.output, now, year.deadline)[0]
