"""The figures that narratives may quote by name; at most 40."""

from converter.form.editions.edition_2021.tables import COLUMNS_3, COLUMNS_4, TABLE_FEE, TABLE_PROPOSALS
from converter.form.model import Ref
from converter.form.quotes import Quote


def _rows(*numbers: int, column: str = "c7") -> tuple[Ref, ...]:
    return tuple(Ref("三", f"r{number:02d}", column) for number in numbers)


def _line(*columns: int) -> tuple[Ref, ...]:
    return tuple(Ref("四", "r1", COLUMNS_4[column].key) for column in columns)


APPLICANTS = tuple(
    Quote(f"{column.label}新收" if column.label != "其他" else "其他组织新收", _rows(1, column=column.key))
    for column in COLUMNS_3[:-1]
)
RESULTS = (
    Quote("予以公开", _rows(3)),
    Quote("部分公开", _rows(4)),
    Quote("不予公开", _rows(*range(5, 13))),
    Quote("无法提供", _rows(*range(13, 16))),
    Quote("不予处理", _rows(*range(16, 21))),
    Quote("其他处理", _rows(*range(21, 24))),
)
QUOTES = (
    Quote("新收申请", _rows(1)),
    Quote("上年结转", _rows(2)),
    Quote("新收和结转合计", _rows(1, 2)),
    *APPLICANTS,
    *RESULTS,
    Quote("办理总计", _rows(24)),
    Quote("结转下年度", _rows(25)),
    Quote("行政复议总计", _line(4)),
    Quote("行政复议维持", _line(0)),
    Quote("行政复议纠正", _line(1)),
    Quote("行政复议尚未审结", _line(3)),
    Quote("行政诉讼总计", _line(9, 14)),
    Quote("直接起诉总计", _line(9)),
    Quote("复议后起诉总计", _line(14)),
    Quote("规范性文件制发", (Ref("二", "r2", "c1"),)),
    Quote("规范性文件废止", (Ref("二", "r2", "c2"),)),
    Quote("规范性文件有效", (Ref("二", "r2", "c3"),)),
    Quote("行政许可", (Ref("二", "r3", "c1"),)),
    Quote("行政处罚", (Ref("二", "r4", "c1"),)),
    Quote("行政强制", (Ref("二", "r5", "c1"),)),
    Quote("行政事业性收费", (Ref("二", "r6", "c1"),)),
    *(Quote(name, (ref,))
      for name, ref in zip(("收费通知件数", "收费通知金额", "实际收费金额"), TABLE_FEE.refs(), strict=True)),
    *(Quote(f"{kind}{what}", (ref,))
      for (kind, what), ref in zip(
          ((k, w) for k in ("人大建议", "政协提案") for w in ("承办", "办复")),
          (ref for ref in TABLE_PROPOSALS.refs() if ref.column != "c3"),
          strict=True,
      )),
)  # fmt: skip
