"""The command that compares reports: compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.forms import chosen_form, form_options
from converter.cli.shared_options import FOUND, OK, Parser, input_paths
from converter.report.report import plain

if TYPE_CHECKING:
    from converter.compare.pair import PairChanges
    from converter.compare.reading import Found
    from converter.form import Form


def compare(words: list[str]) -> int:
    """Compare two reports, or many agencies over many years."""
    parser = Parser("xxgk compare", "比较：同一单位的两份（两次报送或两个年度），或许多单位、许多年度。")
    parser.add_argument_group("参数").add_argument(
        "paths",
        metavar="路径",
        nargs="+",
        help="填报表、result.json、公布的报告，或放着它们的文件夹；两份单独的报告逐项比较",
    )
    parser.options.add_argument(
        "-o", "--output", metavar="文件", help="写成 Excel（.xlsx）；比较许多份时必须写"
    )
    parser.options.add_argument("--html", metavar="文件", help="两份的比较另写成网页，句子左右对照")
    parser.options.add_argument("--csv", metavar="文件", help="许多份的明细数据另写成 .csv，供其他软件用")
    parser.options.add_argument(
        "--parquet", metavar="文件", help="许多份的明细数据另写成 .parquet，供数据分析软件用"
    )
    parser.options.add_argument("--all", action="store_true", help="屏幕上列出全部变化（默认各列 40 条）")
    form_options(parser)
    options = parser.parse_args(words)
    from converter.compare.reading import year_reports
    from converter.system.errors import UsageError

    form, paths = chosen_form(options), input_paths(options.paths)
    if len(paths) == 2 and all(path.is_file() for path in paths):
        found = [year_reports([path], form) for path in paths]
        if all(len(each.reports) == 1 for each in found):
            return _pair(found, form, options.output, options.html, everything=options.all)
        _say_unread(found)
        raise UsageError("两份里有读不出机关名称、年度的，没有比较。")
    if options.html:
        raise UsageError("--html 只用于两份报告的比较。")
    if not options.output:
        parser.error("the following arguments are required: -o/--output")
    data = options.csv, options.parquet
    return _years(year_reports(paths, form), form, Path(options.output), *data)


def _pair(found: list[Found], form: Form, output: str | None, page: str | None, *, everything: bool) -> int:
    from converter.compare.pair import compare_pair
    from converter.system.own_files import write_own

    changes = compare_pair(found[0].reports[0], found[1].reports[0], form)
    for line in _lines(changes, form, everything=everything):
        print(line)
    if output:
        from converter.compare.book import pair_book

        write_own(Path(output), pair_book(changes, form))
        print(f"已写成 {output}")
    if page:
        from converter.compare.page import pair_page

        write_own(Path(page), pair_page(changes, form))
        print(f"已写成 {page}")
    return OK


_SHOWN = 40


def _lines(changes: PairChanges, form: Form, *, everything: bool) -> list[str]:
    before, after = changes.before, changes.after
    lines = [
        f"甲：{before.agency} {before.year} 年（{before.source}）",
        f"乙：{after.agency} {after.year} 年（{after.source}）",
    ]
    if before.key[0] != after.key[0]:
        lines.append("注意：两份不是同一个机关的。")
    limit = None if everything else _SHOWN
    lines.append(f"\n变化的数 {len(changes.figures)} 个")
    for change in changes.figures[:limit]:
        old, new = (plain(v) if v is not None else "无" for v in (change.before, change.after))
        difference = "" if change.difference is None else f"（{change.difference:+}）"
        lines.append(f"  {form.label(change.ref)}：{old} → {new}{difference}")
    lines.append(f"变化的句子 {len(changes.sentences)} 处")
    for sentence in changes.sentences[:limit]:
        lines.append(f"  {form.narratives[sentence.narrative].label}")
        lines += [
            f"    {mark} {text}" for mark, text in (("甲", sentence.before), ("乙", sentence.after)) if text
        ]
    most = max(len(changes.figures), len(changes.sentences))
    return lines if limit is None or most <= limit else [*lines, "没有列完，加 --all 全部列出。"]


def _years(found: Found, form: Form, output: Path, data: str | None, parquet: str | None) -> int:
    from converter.compare.book import years_book
    from converter.compare.parquet import is_possible, parquet_bytes
    from converter.compare.table import csv_bytes, outliers, tidy
    from converter.system.errors import UsageError
    from converter.system.own_files import write_own

    if not found.reports:
        raise UsageError("没有读到一份写明机关名称和年度的报告，没有比较。")
    write_own(output, years_book(found.reports, form))
    if parquet and not is_possible():
        data = data or str(Path(parquet).with_suffix(".csv"))
        print(f"没有写 {parquet}：要另装一个组件（pip install xxgk-converter[parquet]）。同样的数据在 {data}")
        parquet = None
    table = tidy(found.reports, form) if data or parquet else None
    if data and table is not None:
        write_own(Path(data), csv_bytes(table))
    if parquet and table is not None:
        write_own(Path(parquet), parquet_bytes(table))
    _say_unread([found])
    agencies, years = len({r.key[0] for r in found.reports}), sorted({r.year for r in found.reports})
    print(
        f"比较了 {agencies} 个机关、{len(years)} 个年度（{years[0]} 至 {years[-1]}）的 {len(found.reports)} "
        f"份报告，写成 {output}"
    )
    odd = list(outliers(found.reports, form))
    for each in odd[:_SHOWN]:
        print(f"  请核实：{each.agency} {each.measure}，{each.why}")
    return FOUND if found.unread else OK


def _say_unread(found: list[Found]) -> None:
    for name, why in (each for one in found for each in one.unread):
        print(f"没有读出：{name}（{why}）")
