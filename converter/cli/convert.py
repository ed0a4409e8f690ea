"""The commands that read filled workbooks: convert and check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.console import print_utf8
from converter.cli.ending import count
from converter.cli.forms import chosen_form, form_options
from converter.cli.in_year import fill_in, needed, reference_files, year_for, year_option
from converter.cli.progress import progress
from converter.cli.shared_options import (
    Parser,
    alone_in,
    input_paths,
    office_record,
    record_option,
    reference_data,
    reference_data_options,
)
from converter.cli.status import clear_lines, retired, retired_lines
from converter.cli.summary import (
    change_lines,
    exit_status,
    next_step_lines,
    notice_lines,
    print_findings,
    proof_text,
    published_lines,
    summarize,
)
from converter.cli.uncollected import without_collection
from converter.shipped.office_templates import office_templates, template_lines

if TYPE_CHECKING:
    from converter.batch.folder import Job
    from converter.checks.settings import Settings
    from converter.desk import AgencyChange
    from converter.form import Form
    from converter.results.outcome import Batch


def convert(words: list[str]) -> int:
    """Check every workbook of files and folders and write the Word reports."""
    parser = Parser("xxgk convert", "把填好的表成批转换为 Word 报告：一个文件夹、一份或几份都可以。")
    _add_common_options(parser)
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="结果写到哪里（默认 output）")
    parser.options.add_argument(
        "--word-template",
        metavar="模板",
        help="所有报告都用这个 Word 模板（.docx），或按类别用这个文件夹里的几个；不写时用随软件提供的",
    )
    parser.options.add_argument("--draft", action="store_true", help="有错误的也生成草稿，放在“草稿”文件夹")
    parser.options.add_argument("--no-proof", action="store_true", help="生成后不再打开报告逐项核对")
    parser.options.add_argument(
        "--reference", action="store_true", help="全部用标准方式（docxtpl）生成，慢得多；供对照"
    )
    parser.options.add_argument(
        "--pdf", action="store_true", help="每份报告另存一份 PDF（要有 LibreOffice），放在“PDF”文件夹"
    )
    parser.options.add_argument(
        "--html", action="store_true", help="每份报告另做网页和供粘贴的网页片段，连同数据放在“HTML”文件夹"
    )
    parser.options.add_argument(
        "--deadline", metavar="日期", help="退回件和催报里写的截止日期，如 1月20日；不写不提日期"
    )
    options = parser.parse_intermixed_args(words)
    with without_collection("converter.batch.folder"):
        from converter.batch.folder import Job, convert_folder
        from converter.desk import write_outputs
        from converter.publish import publish
        from converter.results.journal import begin
        from converter.results.kept import kept_for

    year = year_for(options, "paths")
    if not options.paths:
        year = needed(parser, year, "文件或文件夹")
        year.require_open()
        fill_in(options, output=str(year.output), **reference_files(year))
    paths, output = input_paths(options.paths), Path(options.output or "output")
    form = chosen_form(options)
    kept = kept_for(output)
    own = year.name if year else ""
    roster, last = reference_data(options, form, options.jobs, options.scheduler, kept, own)
    templates, settings = office_templates(options.word_template, form), _settings(options.rules, form)
    job = Job(
        templates, options.year, options.draft, not options.no_proof, settings,
        roster=roster, last_year=last, record=office_record(options), by_docxtpl=options.reference,
        form=form,
    )  # fmt: skip
    for line in template_lines(options.word_template, templates, form):
        print(line)
    with alone_in(output, "convert"):
        for line in clear_lines(output):
            print(line)
        before = retired(output)
        with progress("正在转换") as on_done:
            batch = convert_folder(
                paths, output, job, on_done, options.jobs, options.scheduler,
                on_listed=count, on_planned=partial(begin, output), kept=kept,
            )  # fmt: skip
        if options.pdf and any(outcome.document for outcome in batch.outcomes):
            print("正在用 LibreOffice 生成 PDF，请稍候……", flush=True)
        batch = publish(batch, output, pdf=options.pdf, html=options.html, proof=job.proof, kept=kept)
        now = datetime.now().astimezone()
        batch, changes = write_outputs(batch, output, now, options.deadline or "")
        kept.save()
        if kept.told:
            print(kept.told)
        for line in retired_lines(before, output):
            print(line)
    return _print_summary(batch, changes, output, job, hints=options.hints)


def _print_summary(
    batch: Batch, changes: Sequence[AgencyChange] | None, output: Path, job: Job, *, hints: bool
) -> int:
    """Print what a conversion came to; return the exit status."""
    for line in change_lines(changes):
        print(line)
    summary = summarize(batch)
    print_findings(batch, summary, hints=hints)
    same = f"（其中 {summary.reused} 份与上次相同，核对后沿用）" if summary.reused else ""
    print(f"生成 Word 报告 {summary.documents} 份{same}，在文件夹：{output}")
    if job.by_docxtpl:
        print("全部用标准方式（docxtpl）生成（--reference）。")
    if proof := proof_text(summary) if job.proof else "没有做生成后核对（--no-proof）。":
        print(proof)
    for line in published_lines(summary, output, verified=job.proof):
        print(line)
    for line in notice_lines(batch):
        print(line)
    for line in next_step_lines(batch, summary, output):
        print(line)
    return exit_status(batch, summary)


def check(words: list[str]) -> int:
    """Check every workbook of files and folders and write nothing."""
    parser = Parser("xxgk check", "只检查，不生成文件。")
    _add_common_options(parser)
    parser.options.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text 为逐条文字，json 与 result.json 相同（编码总是 UTF-8）",
    )
    options = parser.parse_intermixed_args(words)
    year = year_for(options, "paths")
    if not options.paths:
        fill_in(options, **reference_files(needed(parser, year, "文件或文件夹")))
    from converter.batch.folder import Job, convert_folder
    from converter.results.result import json_pieces

    paths = input_paths(options.paths)
    form = chosen_form(options)
    own = year.name if year else ""
    roster, last = reference_data(options, form, options.jobs, options.scheduler, own=own)
    job = Job(
        None, options.year, settings=_settings(options.rules, form),
        roster=roster, last_year=last, record=office_record(options), form=form,
    )  # fmt: skip
    if options.format == "json":
        batch = convert_folder(
            paths, None, job, jobs=options.jobs, scheduler=options.scheduler, on_listed=count
        )
        print_utf8(json_pieces(batch))
        return exit_status(batch, summarize(batch))
    with progress("正在核对") as on_done:
        batch = convert_folder(paths, None, job, on_done, options.jobs, options.scheduler, on_listed=count)
    summary = summarize(batch)
    print_findings(batch, summary, hints=options.hints)
    for line in notice_lines(batch):
        print(line)
    return exit_status(batch, summary)


def _add_common_options(parser: Parser) -> None:
    parser.add_inputs("填好的表")
    parser.options.add_argument(
        "--year", metavar="年度", type=int, help="本次汇总的年度；写了就核对每张表的年度"
    )
    parser.options.add_argument(
        "--rules", metavar="文件", help="本单位的核对规则（xxgk rules 生成后修改）；不写按默认规则"
    )
    parser.options.add_argument("--hints", action="store_true", help="提示也逐条列出（只供参考，不影响结论）")
    sharing = parser.options.add_mutually_exclusive_group()
    sharing.add_argument(
        "--jobs",
        metavar="个数",
        type=int,
        help="用几个进程同时做（不写时自动：份数少的一个，多的与处理器核数相同）",
    )
    sharing.add_argument(
        "--scheduler",
        metavar="地址",
        help="由 Dask 集群的多台机器一起做：调度程序的地址，如 tcp://10.0.0.5:8786（要装 cluster 组件）",
    )
    reference_data_options(parser)
    record_option(parser)
    form_options(parser)
    year_option(parser)


def _settings(name: str | None, form: Form) -> Settings:
    from converter.checks.settings import DEFAULT

    if name is None:
        return DEFAULT
    from converter.checks.rules_file import read_rules

    return read_rules(Path(name), form)
