"""Paths of the shipped templates: next to the package in a checkout, next to this file when installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from converter.form import Form, Variant
from converter.system.errors import UsageError

WORKBOOK_TEMPLATE = "政府信息公开工作年度报告填报表.xlsx"


def shipped_folder(folder: str) -> Path:
    """The path of the folder workbook_templates or word_templates. UsageError: there is none."""
    here = Path(__file__).resolve().parent
    for place in (here / folder, here.parents[1] / folder):
        if place.is_dir():
            return place
    raise UsageError(f"找不到随软件提供的“{folder}”文件夹，请重新安装。")


def word_template_name(variant: Variant) -> str:
    """The file name of a variant's Word template."""
    return f"政府信息公开工作年度报告（{variant.name}）.docx"


def word_template(form: Form, category: str = "") -> Path:
    """The shipped Word template for a category; for "" that of departments."""
    return shipped_folder("word_templates") / word_template_name(form.variant(category))


def word_templates(form: Form) -> Mapping[str, Path]:
    """The shipped Word template of each category (机关类别), "" for a report without one."""
    return {category: word_template(form, category) for category in ("", *form.categories)}
