"""An edition on trial: one more reason in table 三, one more outcome for each kind of dispute in table 四.

Only its tables differ from the edition in force; all else follows from them.
"""

from converter.form.editions.edition_2021 import declared
from converter.form.editions.edition_2021.tables import TABLE_3, TABLE_4, TABLES

MORE_REASONS = TABLE_3.with_row("6.不属于政府信息公开的咨询", after="5.要求行政机关确认或重新出具已获取信息")
MORE_OUTCOMES = TABLE_4.with_column("调解结案", after="结果纠正")

TRIAL = declared("试用", "国办公开办函〔2030〕1号", {**TABLES, "三": MORE_REASONS, "四": MORE_OUTCOMES})
