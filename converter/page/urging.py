"""Texts that go to agencies beside files: with the workbooks issued, and to those that sent nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from converter.page.state import Unit
from converter.year.folder import YearFolder
from converter.year.inputs import last_year_folder


def issue_text(year: YearFolder) -> str:
    """The text that goes along with the workbooks."""
    until = f"，于{year.deadline}前报送" if year.deadline else "报送"
    carried = "和上年数" if last_year_folder(year) is not None else ""
    return (
        f"各单位：请填写 {year.year} 年度政府信息公开工作年度报告填报表（附件已写好本单位名称{carried}），"
        f"首页显示“表内核对通过”后{until}。文件名不限。"
    )


def urge_text(year: YearFolder, missing: Sequence[Unit]) -> str:
    """The text for the group of all agencies; no telephone number is in it."""
    until = f"请于{year.deadline}前报送" if year.deadline else "请尽快报送"
    what = f"{year.year} 年度政府信息公开工作年度报告填报表"
    head = f"各单位：以下 {len(missing)} 个单位尚未报送{what}，{until}："
    return "\n".join((head, *(f"{number}. {unit.name}" for number, unit in enumerate(missing, 1))))


def own_urge_text(year: YearFolder, unit: Unit) -> str:
    """The text for one agency."""
    until = f"请于{year.deadline}前报送" if year.deadline else "请尽快报送"
    return (
        f"{unit.short}：贵单位 {year.year} 年度政府信息公开工作年度报告填报表还没有收到，{until}。"
        "如没有收到空白填报表请告知。"
    )
