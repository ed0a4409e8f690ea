"""The Word templates of a conversion: one of the office for all reports, a folder of them, or the shipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from converter.system.patterns import pattern

if TYPE_CHECKING:
    from converter.document.render import Templates
    from converter.form import Form, Variant

_ENDING = ".docx"
_IN_BRACKETS = pattern(r"[（(]([^（()）]*)[)）][^（()）]*$")


def office_templates(name: str | None, form: Form) -> Templates:
    """The templates that `--word-template` names, or the shipped ones. UsageError: there are none to use."""
    from converter.document.render import WordTemplate
    from converter.form import form_in_force
    from converter.shipped.resources import word_templates

    if name and not Path(name).is_dir():
        return WordTemplate.of(read_template(Path(name)), Path(name).name)
    chosen = _chosen(Path(name), form) if name else {}
    if form is not form_in_force():
        from converter.document.built_templates import built_templates

        made = built_templates(form)
        names = {category: form.variant(category).name for category in made}
        return {
            category: WordTemplate.of(read_template(chosen[names[category]]), chosen[names[category]].name)
            if names[category] in chosen
            else template
            for category, template in made.items()
        }
    files = {
        category: chosen.get(form.variant(category).name, shipped)
        for category, shipped in word_templates(form).items()
    }
    return {category: WordTemplate.of(read_template(path), path.name) for category, path in files.items()}


def template_lines(name: str | None, templates: Templates, form: Form) -> Iterator[str]:
    """Which template of a folder is used for which reports."""
    from converter.document.render import template_for

    if name and Path(name).is_dir():
        chosen = _chosen(Path(name), form)
        for variant in form.variants:
            file = template_for(templates, variant.categories[0]).name
            source = "" if variant.name in chosen else "（文件夹里没有这一类，用随软件提供的）"
            yield f"{variant.name}的报告用模板：{file}{source}"


def templates_in(folder: Path) -> list[Path]:
    """The Word templates in a folder, by name; not the files that Word and systems keep beside them."""
    from converter.system.errors import UsageError
    from converter.system.files import unopened

    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(unopened("文件夹", folder, error)) from error
    found = [
        path for path in files if path.suffix.lower() == _ENDING and not path.name.startswith(("~$", "."))
    ]
    if not found:
        raise UsageError(f"文件夹“{folder}”里没有 Word 模板（.docx）。")
    return found


def _chosen(folder: Path, form: Form) -> Mapping[str, Path]:
    """The template of each variant that a folder has one for, by the variant's name."""
    from converter.system.errors import UsageError

    chosen: dict[str, Path] = {}
    names = "、".join(variant.name for variant in form.variants)
    for path in templates_in(folder):
        variants = [variant for variant in form.variants if _is_meant(variant, path.stem, form)]
        if not variants:
            raise UsageError(
                f"看不出模板“{path.name}”用于哪一类报告：文件名里请写明{names}之一，"
                f"如“政府信息公开工作年度报告（{form.variants[0].name}）.docx”；不用的请移走。"
            )
        for variant in variants:
            if variant.name in chosen:
                first = chosen[variant.name].name
                raise UsageError(f"{variant.name}的模板有两个：“{first}”和“{path.name}”。请只留一个。")
            chosen[variant.name] = path
    return chosen


def _is_meant(variant: Variant, stem: str, form: Form) -> bool:
    """Whether a file's name says that it is for a variant: in its brackets, or else anywhere."""
    brackets = _IN_BRACKETS.search(stem)
    inner = brackets[1] if brackets else ""
    words = {each.name: (each.name, *each.categories) for each in form.variants}
    known = any(word in inner for own in words.values() for word in own)
    return any(word in (inner if known else stem) for word in words[variant.name])


def read_template(path: Path) -> bytes:
    """The bytes of a Word template. UsageError: it cannot be opened."""
    from converter.system.errors import UsageError
    from converter.system.files import unopened
    from converter.system.lines import require_file

    try:
        require_file(path)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(unopened("Word 模板", path, error)) from error
