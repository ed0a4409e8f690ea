"""The commands for Word templates: word-template and template-check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.catalogue.words import SEVERITY_WORDS
from converter.cli.forms import chosen_form, form_options
from converter.cli.in_year import fill_in, needed, reference_files, year_for, year_option
from converter.cli.shared_options import FOUND, OK, Parser
from converter.shipped.office_templates import read_template, templates_in

if TYPE_CHECKING:
    from converter.form import Form


def word_template(words: list[str]) -> int:
    """Write the Word templates, to be edited."""
    from converter.document.template.typefaces import PROFILES

    parser = Parser(
        "xxgk word-template", "取出随软件提供的 Word 模板（部门、乡镇街道、县政府各一个），供修改。"
    )
    parser.options.add_argument(
        "-o", "--output", metavar="文件夹", help="写到哪里（默认“Word模板”，在年度文件夹里是“模板”）"
    )
    parser.options.add_argument(
        "--fonts",
        choices=tuple(PROFILES),
        default=next(iter(PROFILES)),
        help="gb2312 为公文常用字体（仿宋_GB2312 等）；windows 为系统自带字体，有生僻字时用",
    )
    form_options(parser)
    year_option(parser)
    options = parser.parse_args(words)
    year = year_for(options, "output")
    if year is not None:
        fill_in(options, local=reference_files(year)["local"])
    if not options.output:
        options.output = str(year.templates) if year else "Word模板"
    from converter.document.template.build import build_word_template
    from converter.shipped.resources import word_template_name
    from converter.system.files import write_whole
    from converter.system.own_files import require_replaceable

    folder = Path(options.output)
    form = chosen_form(options)
    targets = {folder / word_template_name(variant): variant for variant in form.variants}
    made = {
        target: build_word_template(form, variant, PROFILES[options.fonts])
        for target, variant in targets.items()
    }
    for target, content in made.items():  # all or none: a folder of old and new ones would mislead
        require_replaceable(target, content)
    for target, content in made.items():
        write_whole(target, content)
        print(f"已写出：{target}")
    print("修改后请用 xxgk template-check 检查，转换时用 --word-template 指定。")
    return OK


def template_check(words: list[str]) -> int:
    """Check a Word template and print its findings."""
    parser = Parser("xxgk template-check", "检查改过的 Word 模板能不能用。")
    parser.add_argument_group("参数").add_argument(
        "file", metavar="模板", nargs="?", help="Word 模板（.docx），或放着几个模板的文件夹"
    )
    form_options(parser)
    year_option(parser)
    options = parser.parse_args(words)
    if not options.file:
        year = needed(parser, year_for(options), "模板")
        fill_in(options, file=str(year.templates), local=reference_files(year)["local"])
    path, form = Path(options.file), chosen_form(options)
    checked = [_check(each, form) for each in (templates_in(path) if path.is_dir() else [path])]
    return max(checked)


def _check(path: Path, form: Form) -> int:
    """Check one template and print its findings; return the exit status."""
    from converter.catalogue.messages import describe
    from converter.document.checking import check_template

    findings = check_template(read_template(path), path.name, form)
    for finding in findings:
        print(f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}")
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        print(f"\n{path.name}：有 {errors} 处错误，不能用于转换。请改正后重新检查。")
        return FOUND
    print(f"{path.name}：可以使用。")
    return OK
