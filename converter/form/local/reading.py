"""The tables of a county's file as records; a Chinese sentence for each mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from converter.form.form import Form
from converter.form.local.records import (
    DEMANDS,
    AddedField,
    AddedItem,
    AddedSection,
    Closing,
    Local,
    Prefilled,
    Renamed,
)
from converter.form.printed import NUMERALS
from converter.system.texts import has_controls, name_key

LONGEST = {"name": 60, "heading": 60, "title": 30, "help": 300, "example": 500, "office": 60}
"""Characters of each kind of text; any other may have 2,000."""

MOST = 30
"""Tables of one kind."""

_WORD = re.compile(r"[\u4e00-\u9fff]\w*")
_ASKED: Mapping[str, tuple[str, ...]] = {
    "heading": ("item", "heading", "after"),
    "item": ("section", "heading", "after", "help", "example", "required", "text"),
    "section": ("title", "after", "help", "example", "required", "text", "item", "table"),
    "prefill": ("item", "text"),
    "field": ("name", "help", "demand", "contact"),
    "closing": ("office", "date"),
}
"""The keys of each kind of table; the first of those that are needed stand in `_NEEDED`."""

_NEEDED = {
    "heading": ("item",),
    "item": ("section", "heading"),
    "section": ("title",),
    "prefill": ("item", "text"),
    "field": ("name",),
}
_TRUTHS = ("required", "table", "contact", "date")


class Reader:
    """Reads the tables of one file against a form and collects its mistakes."""

    def __init__(self, form: Form) -> None:
        self.mistakes: list[str] = []
        self._form = form
        self._items: dict[str, str] = {}
        for narrative in form.narratives.values():
            for name in (narrative.key, narrative.label, narrative.heading):
                self._items.setdefault(name_key(name), narrative.key)
        self._items.pop("", None)
        self._sections = {name_key(s.title): s.key for s in form.sections}
        self._sections |= {s.key: s.key for s in form.sections}

    def local(self, tables: Mapping[str, Any]) -> Local:
        """What a file adds; of no use where there are mistakes."""
        for key in tables:
            if key not in ("name", "leave_out", *_ASKED):
                self._unknown("", key, ("name", "leave_out", *_ASKED))
        lists = {kind: self._tables(kind, tables) for kind in _ASKED if kind != "closing"}
        most = len(NUMERALS) - len(self._form.sections)
        if len(lists["section"]) > most:
            self.mistakes.append(f"[[section]]：最多增加 {most} 个部分。")
        sections = tuple(self._section(where, table) for where, table in lists["section"])
        self._sections |= {name_key(section.title): section.title for section in sections}
        for where, table in lists["item"]:
            heading = self._text(where, table, "heading")
            if name_key(heading) in self._items or name_key(heading) in self._sections:
                self.mistakes.append(f"{where} heading：“{heading}”已经有了，请换一个名称。")
            elif heading:
                self._items[name_key(heading)] = heading
        left_out = tuple(self._left_out(tables.get("leave_out", [])))
        return Local(
            self._text("", tables, "name"),
            tuple(self._renamed(where, table) for where, table in lists["heading"]),
            left_out,
            tuple(self._item(where, table) for where, table in lists["item"]),
            sections,
            tuple(
                Prefilled(self._named(where, table, "item"), self._paragraphs(where, table))
                for where, table in lists["prefill"]
            ),
            tuple(self._field(lists["field"])),
            self._closing(tables.get("closing", {})),
        )

    def _tables(self, kind: str, tables: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        """The tables of a kind, each with how sentences call it."""
        found = tables.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.mistakes.append(f"{kind}：要写成 [[{kind}]]（两层方括号），下面各行写它的内容。")
            return []
        if len(found) > MOST:
            self.mistakes.append(f"[[{kind}]]：最多写 {MOST} 个，写了 {len(found)} 个。")
        named = [(f"第 {number} 个 [[{kind}]]", each) for number, each in enumerate(found[:MOST], 1)]
        for where, each in named:
            for key in each:
                if key not in _ASKED[kind]:
                    self._unknown(where, key, _ASKED[kind])
            for key in _NEEDED[kind]:
                if key not in each:
                    self.mistakes.append(f"{where}：缺少 {key}。")
        return named

    def _unknown(self, where: str, key: str, known: Iterable[str]) -> None:
        shown = cut(key)
        close = get_close_matches(shown.casefold(), tuple(known), n=1, cutoff=0.5)
        hint = f"是否要写 {close[0]}？" if close else f"可以写：{'、'.join(known)}。规定的表格不能改动。"
        self.mistakes.append(f"{where} {shown}：没有这一项。{hint}".strip())

    def _text(self, where: str, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key, "")
        most = LONGEST.get(key, 2000)
        if not isinstance(value, str) or has_controls(value) or "\n" in value:
            self.mistakes.append(f"{where} {key}：应为一行文字，两边用英文引号。".strip())
            return ""
        if len(value) > most:
            self.mistakes.append(f"{where} {key}：不要超过 {most} 个字，写了 {len(value)} 个。".strip())
        if (
            key in _NEEDED.get(where.rpartition("[[")[2].rstrip("]"), ())
            and key in table
            and not value.strip()
        ):
            self.mistakes.append(f"{where} {key}：是空的。")
        if "{{" in value or "{%" in value or "【#" in value:
            self.mistakes.append(f"{where} {key}：不能写“{{{{”“{{%”“【#”这样的标记。".strip())
        return value.strip()

    def _paragraphs(self, where: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        value = table.get("text", "")
        given = value if isinstance(value, list) else value.split("\n") if isinstance(value, str) else [value]
        if not all(isinstance(each, str) for each in given) or len(given) > 10:
            self.mistakes.append(
                f'{where} text：应为文字，两边用英文引号；几段写成 ["第一段", "第二段"]，不超过 10 段。'
            )
            return ()
        return tuple(self._text(where, {"text": each}, "text") for each in given if each.strip())

    def _truth(self, where: str, table: Mapping[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.mistakes.append(f"{where} {key}：只能写 true（是）或 false（否），不加引号。")
            return False
        return value

    def _named(self, where: str, table: Mapping[str, Any], key: str) -> str:
        """The narrative that a name in the file means: its key, or the heading of an added one."""
        name = self._text(where, table, key)
        if not name:
            return ""
        found = self._items.get(name_key(name))
        if found is None:
            if name_key(name) in self._sections:
                self.mistakes.append(
                    f"{where} {key}：“{cut(name)}”是规定的部分标题，不能改动，这里只能写各部分里的项目。"
                )
                return ""
            close = get_close_matches(name_key(name), self._items, n=1, cutoff=0.5)
            hint = f"是否要写“{self._called(self._items[close[0]])}”？" if close else self._listed()
            self.mistakes.append(f"{where} {key}：没有“{cut(name)}”这一项。{hint}".strip())
            return ""
        return found

    def _called(self, key: str) -> str:
        return self._form.narratives[key].label if key in self._form.narratives else key

    def _listed(self) -> str:
        return f"可以写：{'、'.join(narrative.label for narrative in self._form.narratives.values())}。"

    def _left_out(self, given: object) -> Iterator[str]:
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            self.mistakes.append('leave_out：应写成 ["一项", "另一项"]，文字两边用英文引号。')
            return
        for name in given:
            key = self._named("", {"leave_out": name}, "leave_out")
            narrative = self._form.narratives.get(key)
            if narrative is not None and not narrative.optional:
                may = "、".join(each.label for each in self._form.narratives.values() if each.optional)
                self.mistakes.append(
                    f"leave_out：“{narrative.label}”是规定要写的，不能去掉。可以去掉的：{may}。"
                )
            elif key:
                yield key

    def _renamed(self, where: str, table: Mapping[str, Any]) -> Renamed:
        key, heading = self._named(where, table, "item"), self._text(where, table, "heading")
        other = self._items.get(name_key(heading))
        if heading and other not in (None, key):
            self.mistakes.append(f"{where} heading：“{cut(heading)}”是另一项的名称，请换一个。")
        if not (heading or table.get("after")):
            self.mistakes.append(f"{where}：要写 heading（新的小标题），或者 after（排在哪一项后面）。")
        return Renamed(key, heading, self._named(where, table, "after") if table.get("after") else "")

    def _item(self, where: str, table: Mapping[str, Any]) -> AddedItem:
        name = self._text(where, table, "section")
        section = self._sections.get(name_key(name))
        if name and section is None:
            sections = "、".join(each.heading for each in self._form.sections if each.narratives)
            self.mistakes.append(
                f"{where} section：没有“{cut(name)}”这一部分。可以写：{sections}，或增加的部分的标题。"
            )
        elif section in {each.key for each in self._form.sections if not each.narratives}:
            self.mistakes.append(f"{where} section：“{cut(name)}”这一部分是规定的表格，不能增加项目。")
        return AddedItem(
            section or "",
            self._text(where, table, "heading"),
            self._named(where, table, "after") if table.get("after") else "",
            self._text(where, table, "help"),
            self._text(where, table, "example"),
            self._truth(where, table, "required"),
            self._paragraphs(where, table),
        )

    def _section(self, where: str, table: Mapping[str, Any]) -> AddedSection:
        title, after = self._text(where, table, "title"), self._text(where, table, "after")
        if title and not _WORD.fullmatch(title):
            self.mistakes.append(
                f"{where} title：“{cut(title)}”要以汉字开头，里面只能有汉字、字母和数字，不写标点和序号。"
            )
        if title and name_key(title) in {*self._sections, *self._items}:
            self.mistakes.append(f"{where} title：“{cut(title)}”已经有了，请换一个名称。")
        self._sections[name_key(title)] = title
        behind = self._sections.get(name_key(after), "")
        if after and behind not in {each.key for each in self._form.sections}:
            self.mistakes.append(
                f"{where} after：没有“{cut(after)}”这一部分，请写“四”这样的序号；不写就排在最后。"
            )
        item = self._named(where, table, "item") if "item" in table else ""
        printed = self._truth(where, table, "table")
        if printed and not (item and self._has_figures(item)):
            self.mistakes.append(
                f"{where} table：只有带数据的项目（item）才能印成表，如“收取信息处理费的情况”。"
            )
        return AddedSection(
            title,
            behind,
            self._text(where, table, "help"),
            self._text(where, table, "example"),
            self._truth(where, table, "required"),
            self._paragraphs(where, table),
            item,
            printed,
        )

    def _has_figures(self, key: str) -> bool:
        narrative = self._form.narratives.get(key)
        return narrative is not None and narrative.composed is not None

    def _field(self, given: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[AddedField]:
        known = {name_key(item.key) for item in self._form.fields}
        for where, table in given:
            name, demand = self._text(where, table, "name"), table.get("demand", "应填")
            if name and not _WORD.fullmatch(name):
                self.mistakes.append(f"{where} name：“{cut(name)}”要以汉字开头，只用汉字、字母和数字。")
            if name and name_key(name) in known | {*self._items}:
                self.mistakes.append(f"{where} name：“{cut(name)}”已经有了，请换一个名称。")
            if not isinstance(demand, str) or demand not in DEMANDS:
                self.mistakes.append(f"{where} demand：只能写{'、'.join(DEMANDS)}，两边用英文引号。")
                demand = "应填"
            known.add(name_key(name))
            yield AddedField(
                name, self._text(where, table, "help"), DEMANDS[demand], self._truth(where, table, "contact")
            )

    def _closing(self, table: object) -> Closing:
        where = "[closing]"
        if not isinstance(table, dict):
            self.mistakes.append("closing：要写成 [closing]（一层方括号），下面各行写它的内容。")
            return Closing()
        for key in table:
            if key not in _ASKED["closing"]:
                self._unknown(where, key, _ASKED["closing"])
        office = table.get("office", False)
        if office is True:
            signed = "{{ 编制机关 }}"
        elif office is False:
            signed = ""
        else:
            signed = self._text(where, table, "office")
        return Closing(signed, self._truth(where, table, "date"))


def cut(text: str) -> str:
    """A word of the file for a sentence: on one line, and not longer than can be read."""
    shown = " ".join(str(text).split())
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
