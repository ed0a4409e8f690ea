"""A form of another kind: the yearly account of a registry of wells. Three tables, two texts, no claims.

It has no category of agencies, no telephone and no quoted figures; its rules have the codes of any form.
"""

from converter.form import Block, Column, Field, Form, Looks, Narrative, Row, Section, Stock, Table, Variant
from converter.form.rules import BALANCE, TOTAL_ACROSS, TOTAL_DOWN, balances, column_totals, row_totals
from converter.form.rules import STOCK as STOCK_RULE
from converter.form.sections import Help

_LOOKS = Looks(
    labels=(60,),
    row=8,
    before=6,
    after=6,
    sheet_labels=(36,),
    sheet_figure=18,
    web_labels=9,
    web_figure=4,
    label_text="center",
)

OPENED, DRILLED = Row("o", "年初在用"), Row("n", "本年新打")
CLOSED, OPEN = Row("s", "本年封填"), Row("e", "年末在用")
KINDS = Table(
    "井",
    "表一",
    (
        Block(
            (Row("a", "灌溉井"), Row("b", "饮水井"), Row("c", "监测井"), Row("t", "合计")),
            (
                Column("n", "村", ("按地点",)),
                Column("s", "镇", ("按地点",)),
                Column("t", "共计", ("按地点",)),
            ),
            corner="用途",
        ),
    ),
    looks=_LOOKS,
    sums=("across", "down"),
)
STOCK = Table(
    "量",
    "表二",
    (Block((OPENED, DRILLED, CLOSED, OPEN), (Column("n", "口数"),), corner="存量"),),
    looks=_LOOKS,
    sums=("down",),
)
FEES = Table(
    "费",
    "表三",
    (
        Block((Row("a", "收入"),), (Column("y", "金额（元）", unit="元"),), "收支"),
        Block((Row("b", "比上年增减"),), (Column("d", "口数", signed=True),), "增减"),
    ),
    looks=_LOOKS,
)

OTHER_KIND = Form(
    edition="机井",
    notice="机井登记办法",
    title="{{ 机关名称 }}{{ 年度 }}年机井登记年报",
    variants=(Variant("通用", (), ("{{ 机关名称 }}按登记办法编制本年报。",)),),
    fields=(
        Field("机关名称", "填全称。"),
        Field("年度", "四位数字。", kind="year"),
        Field("登记员", "谁登记的。", demand="optional"),
    ),
    sections=(
        Section(
            "一",
            "概况",
            "概况",
            (Narrative("井况", "机井概况", help=Help("写全年情况。"), example="示例：全年平稳。"),),
            text_required=True,
        ),
        Section("二", "机井分布", "分布", (KINDS,)),
        Section("三", "机井存量", "存量", (STOCK,)),
        Section("四", "收支与增减", "收支", (FEES,)),
        Section("五", "来年安排", "安排", (Narrative("打算", "来年打算", "来年打算"),)),
    ),
    states=("有数", "无数"),
    years=(2020, 2040),
    rules=(
        *row_totals(TOTAL_ACROSS, KINDS, "共计", "{count}处之和", "登记办法第三条：共计为村、镇之和"),
        *column_totals(TOTAL_DOWN, KINDS, "合计", "各类之和", "登记办法第四条：合计为各类之和"),
        *balances(
            BALANCE,
            STOCK,
            (OPENED, DRILLED),
            (CLOSED, OPEN),
            ("年初加新打", "封填加年末"),
            "登记办法第五条：年初在用加新打等于封填加年末在用",
        ),
        Stock(
            STOCK_RULE,
            made=STOCK.figure(DRILLED, STOCK.columns[0]),
            abolished=STOCK.figure(CLOSED, STOCK.columns[0]),
            valid=STOCK.figure(OPEN, STOCK.columns[0]),
            clause="登记办法第五条：在用不少于新打减封填",
        ),
    ),
)
