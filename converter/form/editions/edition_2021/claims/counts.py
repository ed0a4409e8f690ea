"""Sums of applications that sentences count: received, closed, carried over; and their units."""

from converter.form.claims import Sum, words
from converter.form.editions.edition_2021.claims.sums import applicants, named
from converter.form.editions.edition_2021.tables import ALL_APPLICANTS, row_3

UNITS = words("件 条 份 次 封 宗 起 例 项 件次 单 桩 个 笔")
NEW = named("新收申请")
HANDLED = named("新收和结转合计")
CLOSED_ALL = named("办理总计")
CARRIED_IN_ALL = named("上年结转")
CARRIED_OUT_ALL = named("结转下年度")
OTHER_RESULT = applicants((row_3("3.其他"),), ALL_APPLICANTS)  # withdrawn applications are counted here
ALL = (CLOSED_ALL, NEW, HANDLED)
RECEIVED_ALL = (NEW, HANDLED)
ANSWERED_ALL = (
    CLOSED_ALL,
    named("办理总计", less="上年结转"),
    Sum(CLOSED_ALL.plus, OTHER_RESULT.plus),
)
