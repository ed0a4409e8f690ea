"""What the commands do in a year's folder, as functions: convert, issue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from converter.system.errors import UsageError
from converter.year.folder import YearFolder
from converter.year.inputs import last_year_folder, roster_of, year_job

if TYPE_CHECKING:
    from converter.desk.issued import Issued
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


SHARED = 20
"""Number of workbooks above which several processes write them."""


def issue_year(
    year: YearFolder, on_done: Callable[[int, int, Issued], None] = lambda done, total, issued: None
) -> list[Issued]:
    """Write the prefilled workbook of every agency into 下发; those that somebody filled in stay.

    `on_done`: called for each with its number, how many there are, and what became of it. ConverterError:
    nothing could be done, and why.
    """
    from contextlib import nullcontext

    from converter.batch.last_year import last_year_from
    from converter.batch.workers import Workers
    from converter.desk.issued import issue_workbooks
    from converter.system.locks import only_run

    year.require_open()
    roster, findings = roster_of(year)
    if roster is None:
        raise UsageError("名单有错误，没有生成填报表。" if findings else "名单里还没有单位，没有生成填报表。")
    place = last_year_folder(year)
    last = last_year_from(place, year.form, year.year, roster) if place else None
    issued: list[Issued] = []
    several = len(roster.entries) > SHARED
    with only_run(year.issued, "issue"), Workers() if several else nullcontext() as executor:
        for each in issue_workbooks(year.issued, roster, year.year, last, executor):
            issued.append(each)
            on_done(len(issued), len(roster.entries), each)
    return issued
