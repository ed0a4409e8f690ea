"""Where the shipped templates are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from converter.errors import SettingsError

WORD_TEMPLATE = "政府信息公开工作年度报告.docx"
WORKBOOK_TEMPLATE = "政府信息公开工作年度报告填报表.xlsx"


def shipped(folder: str) -> Path:
    """The folder workbook_templates or word_templates. SettingsError: it is not there."""
    package = Path(__file__).resolve().parent
    for place in (package / "shipped" / folder, package.parent / folder):
        if place.is_dir():
            return place
    raise SettingsError(f"找不到随软件提供的“{folder}”文件夹，请重新安装。")


def word_template() -> Path:
    """The shipped Word template."""
    return shipped("word_templates") / WORD_TEMPLATE
