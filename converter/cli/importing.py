"""The command that reads published reports back: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.catalogue.words import SEVERITY_WORDS
from converter.cli.in_year import needed, year_for, year_option
from converter.cli.progress import progress
from converter.cli.shared_options import FOUND, OK, Parser, alone_in, input_paths

if TYPE_CHECKING:
    from converter.desk.importing import ImportedFile


def import_(words: list[str]) -> int:
    """Read published reports and write a filled workbook of each, with result.json."""
    parser = Parser("xxgk import", "把已经公布的报告（Word、网页、PDF）读回填报表，供核对、作上年数。")
    parser.add_argument_group("参数").add_argument(
        "paths",
        metavar="路径",
        nargs="+",
        help="公布的报告：.docx、.html、.mht、.pdf 文件，或放着它们的文件夹",
    )
    parser.options.add_argument(
        "-o", "--output", metavar="文件夹", help="写到哪里（在年度文件夹里默认“上年”）"
    )
    year_option(parser)
    options = parser.parse_args(words)
    year = year_for(options, "output")
    if options.output is None:
        options.output = str(needed(parser, year, "结果文件夹（-o）").last_year)
    from converter.desk.importing import files_to_import, import_published, require_importable, write_result
    from converter.form import FORM

    folder = Path(options.output)
    files = files_to_import(input_paths(options.paths))
    with alone_in(folder, "import"):
        require_importable(folder)
        done: list[ImportedFile] = []
        with progress("正在导入") as on_done:
            for number, imported in enumerate(import_published(files, folder, FORM), start=1):
                on_done(number, len(files), imported.outcome)
                done.append(imported)
        write_result([imported.outcome for imported in done], folder, FORM)
    for imported in done:
        _print(imported)
    return _print_summary(done, folder, by_itself=year is not None and folder == year.last_year)


def _print(imported: ImportedFile) -> None:
    from converter.catalogue.messages import describe

    outcome = imported.outcome
    shown = [found for found in outcome.findings if found.is_open and found.severity != "info"]
    if shown or imported.kept:
        print(f"\n{outcome.source}")
    for found in shown:
        print(f"  {SEVERITY_WORDS[found.severity]} {found.code}　{describe(found)}")
    if imported.kept:
        print(f"  “{imported.workbook}”已经改过，没有覆盖。")


def _print_summary(done: list[ImportedFile], folder: Path, *, by_itself: bool) -> int:
    made = [imported for imported in done if imported.workbook is not None]
    unread = len(done) - len(made)
    doubtful = sum(
        found.code.startswith("I-") and found.severity != "info"
        for each in made
        for found in each.outcome.findings
    )
    more = f"，{unread} 份没有读出" if unread else ""
    print(f"\n导入 {len(made)} 份{more}；读成的填报表在文件夹：{folder}")
    if doubtful:
        print("没有录入的数在填报表里留空，请对照公布的报告补填。")
    if made:
        how = "在年度文件夹里转换" if by_itself else f"转换时加上 --last-year {folder}"
        print(f"{how}，就与它们对照。")
    return FOUND if unread else OK
