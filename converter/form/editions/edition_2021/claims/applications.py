"""Statements about applications (表三). Of several that fit a clause, the first counts."""

from converter.form.claims import Rate, Statement, Sum, words
from converter.form.editions.edition_2021.claims.sums import applicants, named
from converter.form.editions.edition_2021.tables import (
    ALL_APPLICANTS,
    APPLICANTS_3,
    CARRIED_IN,
    CLOSED,
    NATURAL_PERSONS,
    ORGANISATIONS,
    OTHER_ORGANISATIONS,
    RECEIVED,
    row_3,
)
from converter.form.model import Column

_UNITS = words("件 条 份 次 封 宗 起 例")
_NEW = named("新收申请")
_HANDLED = named("新收和结转合计")
_CLOSED = named("办理总计")
_CARRIED_IN = named("上年结转")
_CARRIED_OUT = named("结转下年度")
_OTHER_RESULT = applicants((row_3("3.其他"),), ALL_APPLICANTS)  # withdrawn applications are counted here
_ALL = (_CLOSED, _NEW, _HANDLED)
_RECEIVED = (_NEW, _HANDLED)
_ANSWERED = (
    _CLOSED,
    named("办理总计", less="上年结转"),
    Sum(_CLOSED.plus, _OTHER_RESULT.plus),
)

_NONE = words(
    "未收到 没有收到 未接到 没有接到 未受理 没有受理 未接收 未新收 未有 没有 无 尚无 "
    "暂无 暂未收到 尚未收到 未发生 零"
)

_ROWS = ((RECEIVED,), (RECEIVED, CARRIED_IN), (CLOSED,))


def _kind(keywords: tuple[str, ...], *kinds: Column, loosely: bool = False) -> Statement:
    """A number of applications by some kinds of applicants: of those received, or of those closed.

    `loosely`: the words are also used of all applicants.
    """
    return Statement(
        "C-15",
        "申请",
        keywords,
        tuple(applicants(rows, *kinds) for rows in _ROWS),
        _UNITS,
        joint="C-15",
        alone=_ALL if loosely else (),
        share_of=_ALL,
    )


def _result(code: str, keywords: tuple[str, ...], *sums: Sum, joint: str = "C-10") -> Statement:
    return Statement(code, "申请", keywords, sums, _UNITS, joint=joint, own_words=True, share_of=_ALL)


APPLICATIONS = (
    Statement(
        "C-04",
        "申请",
        words(
            "上年结转 上年度结转 上一年结转 上一年度结转 去年结转 上年转结 上年度转结 "
            "往年结转 结转上年 上年遗留 上年度未办结"
        ),
        (_CARRIED_IN,),
        _UNITS,
        phrases=("无上年结转", "无上年度结转", "没有上年结转", "无结转上年"),
        share_of=_ALL,
    ),
    Statement(
        "C-06",
        "申请",
        words(
            "结转下年度 结转下一年度 结转下年 结转下一年 结转至下年度 结转至下一年度 "
            "结转至下年 结转到下年度 结转到下一年度 转下年度 转下一年 转下年 转入下年度 "
            "转至下年度 转至下一年 顺延至下年度 顺延到下年度 顺延 正在办理 正在办理中 "
            "尚在办理 仍在办理 未办结 尚未办结 结转至 结转到 转至 转到 跨年办理 "
            "待办理"
        ),
        (_CARRIED_OUT,),
        _UNITS,
        phrases=words("无结转下年度 无结转下一年 没有结转下年度 无结转至下年度 无结转下年"),
        share_of=_ALL,
    ),
    Statement("C-06", "申请", ("结转",), (_CARRIED_OUT, _CARRIED_IN), _UNITS, share_of=_ALL),
    _result("C-09", ("部分公开", "区分处理后公开", "区分处理", "部分予以公开"), named("部分公开")),
    _result(
        "C-08",
        words("予以公开 同意公开 公开答复 全部公开 予以全部公开 主动予以公开"),
        named("予以公开"),
        named("予以公开") + named("部分公开"),
    ),
    _result("C-11", ("不予公开", "不同意公开", "不公开"), named("不予公开")),
    _result("C-12", ("无法提供", "不能提供"), named("无法提供")),
    _result("C-13", ("不予处理", "不予受理"), named("不予处理")),
    Statement(
        "C-14",
        "申请",
        words("主动撤回 撤回申请 申请撤回 撤回 撤销申请"),
        (_OTHER_RESULT,),
        _UNITS,
        at_most=True,
        own_words=True,
        share_of=_ALL,
    ),
    _result("C-14", ("其他处理", "作其他处理", "做其他处理", "其它处理"), named("其他处理")),
    _kind(
        words(
            "法人或其他组织 法人和其他组织 法人及其他组织 法人、其他组织 法人或者其他组织 "
            "法人组织 法人 企业法人"
        ),
        *ORGANISATIONS,
    ),
    _kind(("公民个人", "公民", "个人"), NATURAL_PERSONS, loosely=True),
    *(_kind((kind.label,), kind) for kind in APPLICANTS_3 if kind != OTHER_ORGANISATIONS),
    _kind(("其他组织",), OTHER_ORGANISATIONS),
    Statement(
        "C-16",
        "申请",
        words(
            "网络申请 网上申请 网络渠道 网络方式 网络提交 网络平台 在线申请 线上申请 "
            "通过网络 网站 互联网 电子邮件 邮件 邮箱 信函申请 信函方式 信函 邮寄 邮政 "
            "快递 挂号信 当面申请 当面提交 当面 现场申请 现场提交 现场 窗口 传真 "
            "其他方式 其他渠道 网络 在线平台 书面 网上受理 网上收到 网上接收 线上受理 线上收到 "
            "在线受理 在线收到"
        ),
        _RECEIVED,
        _UNITS,
        adds_up=True,
        share_of=_RECEIVED,
    ),
    Statement(
        "C-03",
        "申请",
        words("新收 新收到 新受理 新接收 新增 新增加 新接到 新登记 新申请 新收申请"),
        (_NEW,),
        words("件 份 封 宗 起 例"),
        zero="C-01",
        share_of=_RECEIVED,
    ),
    Statement(
        "C-05",
        "申请",
        words(
            "办结 答复 回复 已办理 已办结 已办理完毕 已处理 办理完毕 办毕 已办 共办理 处理完毕 完成办理 "
            "予以答复 作出答复 已答复 按期答复 按时答复 均答复 完成答复 办复"
        ),
        _ANSWERED,
        _UNITS,
        share_of=_ALL,
    ),
    Statement(
        "C-02",
        "申请",
        words("收到 共收到 受理 共受理 接收 收办 接到 收 接受 登记 共收 接件 收件"),
        _RECEIVED,
        _UNITS,
        zero="C-01",
        zero_sums=(_NEW,),
        denials=_NONE,
        share_of=_RECEIVED,
    ),
    Statement(
        "C-02",
        "申请",
        ("办理", "处理"),
        (*_RECEIVED, *_ANSWERED),
        _UNITS,
        named=True,
        share_of=_ALL,
    ),
    # Without any verb only the full name will do: 依申请公开12件 may be how documents are classed.
    Statement(
        "C-02",
        "申请",
        ("政府信息公开申请", "信息公开申请", "申请公开"),
        _RECEIVED,
        _UNITS,
        zero="C-01",
        zero_sums=(_NEW,),
        named=True,
        ahead=True,
    ),
    Statement(
        "C-01",
        "申请",
        (),
        (_NEW,),
        (),
        phrases=words(
            "申请数为零 申请数量为零 申请量为零 申请件数为零 申请数为0 申请数量为0 申请量为0 申请件数为0"
        ),
    ),
    Statement(
        "C-07",
        "申请",
        (),
        (_CARRIED_OUT,),
        (),
        phrases=words(
            "均已办结 均…办结 全部办结 全部…办结 已全部…办结 均办理完毕 均…办理完毕 "
            "全部办理完毕 全部…办理完毕"
        ),
        unless=words("结转 留言 信访 工单 热线 满意"),
    ),
)

RATES_CLOSED = (Rate("C-07", "申请", ("办结率",), ((_CLOSED, _HANDLED),)),)
