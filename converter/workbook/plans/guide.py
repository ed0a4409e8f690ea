"""填报说明: how to fill in, every rule with its clause, and the names of figures that texts may quote."""

from __future__ import annotations

from converter.form import Form
from converter.workbook.sheets import Cell, Sheet, with_keys


def guide(form: Form) -> Sheet:
    """The sheet 填报说明, all of it from the form."""
    zero = form.states[1]
    example = form.quotes[0].mark
    advice = (
        "1. 先填“填报首页”，再依次填写一至六各表。浅黄色格是要填的，其余已锁定，不能改动。",
        f"2. 表二、表三、表四必须填数，或在“填报状态”中选“{zero}”；填了数的表，空白格按 0 计。",
        "3. 只填阿拉伯数字，不写单位、不写“无”或“—”，没有请填 0 或留空。灰色总计自动计算，不要改写。",
        "4. “填报首页”的核对清单随填随算：全部通过时显示“可以上报”；标红的格和行旁的红字说明差在哪里。",
        f"5. 文字一格一段。文字中的数可写成 {example} 这样的名称（见下表），转换时自动换成表中的数。",
        "6. 填完保存为 .xlsx，原样报送；不要增删行列，不要改工作表名称。",
    )
    cells = [Cell(1, 1, "title", "填报说明", colspan=3)]
    row = 2
    for text in advice:
        cells.append(Cell(row, 1, "note", text, colspan=3))
        row += 1
    row += 1
    cells += [Cell(row, 1, "head", "必须成立的关系"), Cell(row, 2, "head", "依据", colspan=2)]
    for names, clause in dict.fromkeys((rule.names, rule.clause) for rule in form.equalities):
        row += 1
        cells += [Cell(row, 1, "name", "＝".join(names)), Cell(row, 2, "help", clause, colspan=2)]
    row += 2
    heads = ("可以在文字中引用的名称", "当前的数", "取自")
    cells += [Cell(row, place + 1, "head", text) for place, text in enumerate(heads)]
    for quote in form.quotes:
        row += 1
        source = form.label(quote.refs[0]) + ("等各项之和" if len(quote.refs) > 1 else "")
        cells += [
            Cell(row, 1, "quote_name", quote.mark, key=quote.name),
            Cell(row, 2, "quote_value", key=quote.name),
            Cell(row, 3, "help", source),
        ]
    heights = {1: 30.0, **dict.fromkeys(range(2, row + 1), 20.0)}
    return Sheet(
        "说明", "填报说明", with_keys("说明", cells), (2, 44, 18, 92), heights, 4, landscape=True, frozen=2
    )
