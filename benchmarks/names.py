"""The names of the shipped Word template as a plain script fills them in."""

from __future__ import annotations

from typing import Any


def names(texts: Any, value: Any, places: dict[str, Any]) -> dict[str, Any]:
    """The names of the template, from two functions that read cells."""
    found: dict[str, Any] = {name: "".join(texts(name)) for name in places["inputs"]}
    for key, (sheet, cell) in places["figures"].items():
        table, row, column = key.split(".")
        figure = value(sheet, cell)
        figure = int(figure) if isinstance(figure, float) and figure.is_integer() else figure
        found.setdefault(table, {}).setdefault(row, {})[column] = 0 if figure is None else figure
    for section, parts in places["sections"].items():
        found[section] = lines = []
        for key, heading in parts:
            written = texts(key)
            if heading and written:
                lines.append({"标题": heading, "正文": ""})
            lines += [{"标题": "", "正文": text} for text in written]
    site = f"{found['网站名称']}（{found['网址']}）"
    contacts = "，".join(f"{key}：{found[key]}" for key in ("地址", "联系电话") if found[key])
    found["查阅途径"], found["联系方式"], found["草稿"] = site, contacts, ""
    found["标题机关"] = found["编制机关"] = found["机关名称"]
    found["自称"] = "本机关"
    found["表下注"] = {key: "".join(texts(f"note.{key}")) for key in places["notes"]}
    return found
