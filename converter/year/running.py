"""What the commands do in a year's folder, as functions: convert, issue, roll up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from converter.system.errors import UsageError
from converter.system.naming import safe_stem
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
    on_told: Callable[[str], None] = lambda sentence: None,
    pdf: bool = False,
    html: bool = False,
) -> Batch:
    """Check and convert everything in 收件 and write 输出. `on_done`, `on_listed`: as for `convert_folder`.

    `on_told`: gets why what earlier runs kept was not believed, in Chinese. `pdf`, `html`: publish the
    reports so too. ConverterError: nothing could be done, and why.
    """
    from converter.batch.folder import convert_folder
    from converter.desk import write_outputs
    from converter.publish import publish
    from converter.results.journal import begin, clear
    from converter.results.kept import kept_for
    from converter.system.locks import only_run

    year.require_open()
    kept = kept_for(year.output)
    job = year_job(year, kept)
    with only_run(year.output, "convert"):
        clear(year.output)
        batch = convert_folder(
            year.intake, year.output, job, on_done, None,
            on_listed=on_listed, on_planned=partial(begin, year.output),
            kept=kept,
        )  # fmt: skip
        batch = publish(batch, year.output, pdf=pdf, html=html, kept=kept)
        batch = write_outputs(batch, year.output, now, year.deadline)[0]
        kept.save()
        if kept.told:
            on_told(kept.told)
        return batch


def published_formats(year: YearFolder) -> tuple[bool, bool]:
    """Whether reports stand in 输出 as PDF, and as web pages: what was published once is kept up to date."""
    from converter.publish.office import find_office
    from converter.results.paths import HTML, PDF

    has_pdf, has_html = (any((year.output / name).glob("*")) for name in (PDF, HTML))
    return has_pdf and find_office() is not None, has_html


SHARED = 20
"""Number of workbooks above which several processes write them."""


def issue_year(
    year: YearFolder,
    on_done: Callable[[int, int, Issued], None] = lambda done, total, issued: None,
    only: Collection[str] | None = None,
) -> list[Issued]:
    """Write the prefilled workbook of every agency into 下发; those that somebody filled in stay.

    `only`: the full names of the agencies to be written, None for all. `on_done`: called for each with its
    number, how many there are, and what became of it. ConverterError: nothing could be done, and why.
    """
    from contextlib import nullcontext

    from converter.batch.last_year import last_year_from
    from converter.batch.workers import Workers
    from converter.desk.issue import Sending
    from converter.desk.issued import issue_workbooks
    from converter.system.locks import only_run

    year.require_open()
    roster, findings = roster_of(year)
    if roster is None:
        raise UsageError("名单有错误，没有生成填报表。" if findings else "名单里还没有单位，没有生成填报表。")
    place = last_year_folder(year)
    last = last_year_from(place, year.form, year.year, roster) if place else None
    issued: list[Issued] = []
    wanted = None if only is None else {entry.identity for entry in roster.entries if entry.name in only}
    if wanted is not None and not wanted:
        raise UsageError("没有选单位。请先勾选要下发的单位。")
    total = len(roster.entries if wanted is None else wanted)
    several = total > SHARED
    with only_run(year.issued, "issue"), Workers() if several else nullcontext() as executor:
        sending = Sending(year.send_to, year.deadline)
        for each in issue_workbooks(year.issued, roster, year.year, last, executor, sending, wanted):
            issued.append(each)
            on_done(len(issued), total, each)
    return issued


def rollup_year(
    year: YearFolder,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    on_listed: Callable[[int], None] = lambda total: None,
    *,
    trial: bool = False,
) -> list[str]:
    """Add up all agencies and write the body's workbook and 汇总表.xlsx into 汇总; what there is to say.

    `trial`: with the returned ones too, as a table alone that says so, and who is missing.
    ConverterError: nothing could be done, and why.
    """
    from dataclasses import replace

    from converter.batch.folder import convert_folder
    from converter.results.paths import SUMMARY, TRIAL
    from converter.rollup import Excluded, choose_parts, imbalances, last_year_sum, roll_up
    from converter.rollup.files import write_summary, write_workbook
    from converter.system.locks import only_run

    year.require_open()
    job = replace(year_job(year), template=None)
    with only_run(year.summary, "rollup"):
        batch = convert_folder(year.intake, None, job, on_done, on_listed=on_listed)
        parts, excluded = choose_parts(batch.outcomes, year.name, year.year, year.form, returned=trial)
        if not parts:
            raise UsageError("还没有一份可以计入汇总的表。")
        last = last_year_sum(job.last_year, year.name, year.form) if job.last_year else None
        if trial:
            absent = (Excluded(entry.name, "", "还没有报送") for entry in batch.missing)
            excluded = (*excluded, *absent)
        roll = roll_up(parts, excluded, year.name, year.year, year.form, last)
        if trial:
            told = [*write_summary(replace(roll, trial=True), year.summary, TRIAL)]
            return [f"试算：计入 {len(parts)} 个单位，不是全县的数。", *told]
        told = [*write_workbook(roll, year.summary, county_workbook(year).name)]
        told += write_summary(roll, year.summary, SUMMARY)
    return told + [f"汇总数的勾稽关系不成立：{found.sentence()}。" for found in imbalances(roll)]


def county_workbook(year: YearFolder) -> Path:
    """The workbook of the body itself that adding up makes."""
    return year.summary / f"{safe_stem(year.name, f'-{year.year}-汇总')}.xlsx"


PROPOSED = ".xxgk-page/规则.toml"
"""Rules that are tried, below the year's folder."""


def try_rules(
    year: YearFolder,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    on_listed: Callable[[int], None] = lambda total: None,
) -> list[str]:
    """What the proposed rules would change, in words; nothing is written.

    ConverterError: they cannot be tried, and why.
    """
    from collections import Counter
    from dataclasses import replace

    from converter.batch.folder import convert_folder
    from converter.catalogue.words import STATUS_WORDS
    from converter.checks.rules_file import read_rules

    usual = replace(year_job(year), template=None)
    proposed = replace(usual, settings=read_rules(year.path / PROPOSED, year.form))
    found: list[dict[str, tuple[str, str]]] = []
    for job in (usual, proposed):
        batch = convert_folder(year.intake, None, job, on_done, None, on_listed=on_listed)
        found.append({outcome.source: (outcome.agency, outcome.status) for outcome in batch.outcomes})
    before, after = found
    changes: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[str]] = {}
    for source, (agency, now) in after.items():
        was = before[source][1]
        if was != now:
            changes[was, now] += 1
            names.setdefault((was, now), []).append(agency or source)
    if not changes:
        return ["按新的规则，没有单位的状态会变。"]
    return [
        f"{number} 个单位会由“{STATUS_WORDS[was]}”变为“{STATUS_WORDS[now]}”："
        f"{'、'.join(names[was, now][:10])}{'等' if number > 10 else ''}。"
        for (was, now), number in changes.items()
    ]
