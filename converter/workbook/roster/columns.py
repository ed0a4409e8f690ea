"""The columns of a roster (单位名单)."""

from __future__ import annotations

from typing import NamedTuple

NAME, SHORT, FORMER, CATEGORY, PARENT = "机关名称", "简称", "曾用名", "类别", "上级"
CODE, CONTACT, PHONE, CONTACT_PHONE, NOTE = "代码", "联系人", "公开电话", "经办人电话", "备注"


class Column(NamedTuple):
    """A column: its label, its width in characters, other labels that are accepted for it."""

    label: str
    width: float
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column(NAME, 34, ("单位名称", "单位全称")),
    Column(SHORT, 14),
    Column(FORMER, 22),
    Column(CATEGORY, 11, ("机关类别", "单位类别")),
    Column(PARENT, 22),
    Column(CODE, 21),
    Column(CONTACT, 10, ("经办人",)),
    Column(PHONE, 17, ("电话", "联系电话", "办公电话")),
    Column(CONTACT_PHONE, 16, ("联系人电话", "经办人手机", "联系人手机", "手机", "手机号", "手机号码")),
    Column(NOTE, 20),
)
"""The columns in the order of the blank roster."""

NUMBERS = (CODE, PHONE, CONTACT_PHONE)
"""Columns of digits that have to be stored as text: a number loses its zeros."""

LABELS = tuple(column.label for column in COLUMNS)
