"""The files of a roll-up written: the body's workbook, in which typed texts stay, and 汇总表.xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from converter.system.sharing import content_of

if TYPE_CHECKING:
    from converter.form import Form
    from converter.rollup import RollUp
    from converter.rollup.renewing import FigureChange

SHOWN = 30
"""Changed figures that are printed one by one."""


def write_workbook(roll: RollUp, output: Path, name: str) -> Iterator[str]:
    """Write the workbook of a sum where none is; renew the figures of one that is there, and keep its texts.

    Yields what is to be printed. A workbook that a person changed and that has to be written again moves to
    已改动 as it was. UsageError: a text is too long for a cell. OutputError: a file cannot be written.
    """
    from converter.results.aside import Aside, set_aside
    from converter.rollup.renewing import FigureChange, changed_figures, last_year_differs, with_typed_texts
    from converter.system.files import write_whole
    from converter.system.own_files import holds_work
    from converter.workbook.read.reader import read_workbook
    from converter.workbook.write.workbook import fill_workbook

    path = output / name
    report, changes = roll.report, tuple[FigureChange, ...]()
    old = read_workbook(content_of(path), name, report.form).report if path.is_file() else None
    if old is not None:
        changes = tuple(changed_figures(report, old))
        if holds_work(path):
            report = with_typed_texts(report, old)
            if not changes and not last_year_differs(roll.report, old):
                yield f"“{name}”的数字没有变化，已写的内容保持原样。"
                return
    content = fill_workbook(report)
    aside: Aside = {}
    set_aside(output, name, aside, lambda: content)
    write_whole(path, content)
    if aside and old is not None:
        yield f"“{name}”里已写的文字保留，数字已按这次的汇总更新；改动前的原件在“{aside[name]}”。"
        if old.unread:
            parts = "、".join(f"“{s.heading}”" for s in old.form.sections if s.key in old.unread)
            yield f"其中{parts}的文字没有读出来，请从原件中补上。"
    elif aside:
        yield f"原来的“{name}”读不出来，没有覆盖，已原样移到“{aside[name]}”。"
    yield from _change_lines(changes, report.form)


def write_summary(roll: RollUp, output: Path, name: str) -> Iterator[str]:
    """Write 汇总表.xlsx; one that a person changed moves to 已改动. Yields what is to be printed."""
    from converter.results.aside import Aside, set_aside
    from converter.rollup.book import summary_book
    from converter.system.files import write_whole

    content = summary_book(roll)
    aside: Aside = {}
    set_aside(output, name, aside, lambda: content)
    write_whole(output / name, content)
    if aside:
        yield f"原来的“{name}”有人改动过，或者不是本程序生成的，没有覆盖，已原样移到“{aside[name]}”。"


def _change_lines(changes: Sequence[FigureChange], form: Form) -> Iterator[str]:
    """The figures that changed since the workbook was written, the first ones with their values."""
    from converter.report.report import plain

    if not changes:
        return
    yield f"与原来的表相比，有 {len(changes)} 个数字变了："
    for ref, before, now in changes[:SHOWN]:
        where = f"{form.tables[ref.table].tag} {form.row_label(ref)} {form.column_label(ref)}"
        yield f"  {where}：原来是 {plain(before)}，现在是 {plain(now)}"
    if len(changes) > SHOWN:
        yield f"  还有 {len(changes) - SHOWN} 个，见改动前后的两份表。"
