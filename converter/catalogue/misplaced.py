"""B-12: a block of figures that stands one row or column off, told once instead of at every sum it breaks."""

from __future__ import annotations

from converter.catalogue.arithmetic import NO_TOTALS
from converter.catalogue.model import CodeRecord, E, Example, Given, Message

_RIGHT = {"三.r01.c1": 5, "三.r02.c1": 1, "三.r03.c1": 4, "三.r13.c1": 2, "三.r01.c2": 2, "三.r04.c2": 2}
_BELOW = {"三.r02.c1": 5, "三.r03.c1": 1, "三.r04.c1": 4, "三.r14.c1": 2, "三.r02.c2": 2, "三.r05.c2": 2}
_TOTALS_BELOW = {**NO_TOTALS, "三.r25.c1": 6, "三.r25.c2": 2}

_WHAT = (
    "{subject}像是整体错了一{line}：{found}（{where}），现在有 {broken} 处合计对不上，{expected}后都对得上"
)
_ADVICE = "请核对是否粘贴错了位置：错了的，请把这一块整体移回；没有错的，请逐个核对合计。"

RECORDS = (
    CodeRecord(
        "B-12",
        "整块粘贴的数没有错行、错列",
        "第三、四部分表格：各行各列之间的合计关系",
        {"": Message(E, _WHAT, _ADVICE)},
        passes=Example("表三各行都在自己的位置上，各项合计相等。", Given(figures=_RIGHT)),
        fails=Example(
            "从别的表复制来的表三整块低了一行：新收填在上年结转一行，总计填在结转下年度一行（只报一条）。",
            Given(figures={**_BELOW, **_TOTALS_BELOW}),
        ),
    ),
)
