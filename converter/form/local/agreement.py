"""Whether what a county adds fits together, and with the form: a sentence for each thing that does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from converter.form.form import Form
from converter.form.local.records import Local

TAKEN = ("标题机关", "查阅途径", "联系方式", "编制机关", "自称", "草稿", "表下注", "行", "落款日期")
"""Names that templates have besides those of fields, tables, narratives and sections."""


def key_of(heading: str) -> str:
    """The key of an added narrative: what of its heading templates take for a name."""
    return "地方" + re.sub(r"\W", "", heading)


def disagreements(form: Form, local: Local) -> Iterator[str]:
    """What does not fit."""
    yield from _names_twice(form, local)
    yield from _headings_twice(form, local)
    yield from _left_out_and_named(form, local)
    yield from _not_beside(form, local)
    moved = Counter(section.item for section in local.sections if section.item)
    for key, times in moved.items():
        if times > 1:
            yield f"[[section]] item：“{_called(form, key)}”写了 {times} 次，只能放在一个部分里。"


def _called(form: Form, key: str) -> str:
    return form.narratives[key].label if key in form.narratives else key


def _names_twice(form: Form, local: Local) -> Iterator[str]:
    """Names by which a Word template takes what is filled in: each stands for one thing."""
    taken = {*TAKEN, *form.tables, *form.narratives, *(item.key for item in form.fields)}
    taken |= {section.title for section in form.sections}
    added = [
        *(("[[field]] name", field.name, field.name) for field in local.fields),
        *(("[[section]] title", section.title, section.title) for section in local.sections),
        *(("[[item]] heading", item.heading, key_of(item.heading)) for item in local.items),
    ]
    for where, shown, name in added:
        if name in taken:
            yield f"{where}：“{shown}”已经用在别处，请换一个名称。"
        taken.add(name)


def _headings_twice(form: Form, local: Local) -> Iterator[str]:
    """The headings of a section after all changes."""
    renamed = {each.narrative: each.heading for each in local.renamed if each.heading}
    for section in form.sections:
        labels = [renamed.get(n.key, n.label) for n in section.narratives if n.key not in local.left_out]
        labels += [item.heading for item in local.items if item.section == section.key]
        for label, times in Counter(labels).items():
            if times > 1:
                yield f"{section.heading}：有 {times} 项都叫“{label}”，请改成不同的名称。"
    for key, times in Counter(each.narrative for each in local.renamed).items():
        if times > 1:
            yield f"[[heading]] item：“{_called(form, key)}”写了 {times} 次，请合并成一个。"


def _left_out_and_named(form: Form, local: Local) -> Iterator[str]:
    named = [
        *(("[[heading]] item", each.narrative) for each in local.renamed),
        *(("[[prefill]] item", each.narrative) for each in local.prefilled),
        *(("[[section]] item", each.item) for each in local.sections),
    ]
    for where, key in named:
        if key in local.left_out:
            yield f"{where}：“{_called(form, key)}”已经写在 leave_out 里去掉了。"


def _not_beside(form: Form, local: Local) -> Iterator[str]:
    """What is to stand behind something that is not in its section."""
    home = {n.key: section.key for section in form.sections for n in section.narratives}
    home = {key: where for key, where in home.items() if key not in local.left_out}
    home |= {section.item: section.title for section in local.sections if section.item}
    home |= {item.heading: item.section for item in local.items}
    placed = [
        *(("[[item]]", item.heading, item.section, item.after) for item in local.items),
        *(
            ("[[heading]]", _called(form, each.narrative), home.get(each.narrative, ""), each.after)
            for each in local.renamed
        ),
    ]
    for where, shown, section, after in placed:
        if after and home.get(after) != section:
            yield f"{where} after：“{_called(form, after)}”与“{shown}”不在同一部分，不能排在它后面。"
