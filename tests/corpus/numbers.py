"""What stands in a cell for a figure: 二.r3.c1 (C12, 345) and, in 万元, 二.r6.c1 (C19, 24252.311082)."""

from __future__ import annotations

from converter.system.invisible import visible
from tests.corpus.harm import FOUR, THREE, Edit, blank, cell, edited, number, styled, words
from tests.corpus.kind import Figures, Kind

COUNT, MONEY = "二、主动公开!C12", "二、主动公开!C19"
GONE: Figures = {"二.r3.c1": None}
GONE_MONEY: Figures = {"二.r6.c1": None}


def way_of_writing(typed: str, value: str) -> str:
    """The variant of the notice about a number typed as a text."""
    if visible(typed) != typed:
        return "invisible"
    return "text" if typed.strip() == value else "normalised"


def taken(name: str, typed: str, value: str, tells: str = "") -> Kind:
    """A text that is read as a number, and told."""
    tells = tells or f"A-02 {way_of_writing(typed, value)}"
    done = f"the text {typed!r} in a cell for a count"
    return Kind(f"num-{name}", done, edited(words("C12", typed)), (f"{tells} {COUNT}",), {"二.r3.c1": value})


def not_taken(name: str, typed: str, variant: str = "not_number") -> Kind:
    """A text that is refused at its cell."""
    code = "A-03" if variant == "" else f"A-02 {variant}"
    done = f"the text {typed!r} in a cell for a count"
    return Kind(f"num-{name}", done, edited(words("C12", typed)), (f"{code} {COUNT}",), GONE)


def money(name: str, typed: str, variant: str, value: str | None) -> Kind:
    done = f"the text {typed!r} in a cell for 万元"
    return Kind(
        f"num-{name}", done, edited(words("C19", typed)), (f"A-05 {variant} {MONEY}",), {"二.r6.c1": value}
    )


def stored(name: str, value: str, variant: str, now: str | None) -> Kind:
    """A stored number."""
    tells = (f"A-02 {variant} {COUNT}",) if variant else ()
    return Kind(
        f"num-{name}", f"the stored number {value}", edited(number("C12", value)), tells, {"二.r3.c1": now}
    )


def raw(name: str, done: str, edit: Edit, tells: tuple[str, ...], figures: Figures) -> Kind:
    return Kind(f"num-{name}", done, edited(edit), tells, figures)


def formatted(
    name: str, code: str, value: str, tells: str, figures: Figures, at: str = "C12", font: str = ""
) -> Kind:
    """A number under a number format or a font."""
    style, index = styled(code, font)
    done = f"{value} under the number format {code!r}" if code else f"{value} struck out as a whole"
    return Kind(
        f"num-{name}", done, edited(style, number(at, value, style=index)), (tells,) if tells else (), figures
    )


ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#GETTING_DATA")
RUNS = "<is><r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r></is>"
RAISED = '<is><r><t>5</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is>'
TWO_FONTS = '<is><r><rPr><b/></rPr><t>34</t></r><r><rPr><color rgb="FFFF0000"/></rPr><t>5</t></r></is>'

NUMBERS: tuple[Kind, ...] = (
    taken("text", "345", "345"),
    taken("full-width", "３４５", "345"),
    taken("blanks", " 345 ", "345"),
    taken("line-break", "345\n", "345"),
    taken("point-zero", "345.0", "345"),
    taken("no-break-space", "\u00a0345", "345"),
    taken("ideographic-space", "　345　", "345"),
    taken("thin-space", "\u2009345\u202f", "345"),
    taken("zero-width", "3\u200b45\ufeff", "345"),
    taken("direction-marks", "\u202a345\u202c", "345"),
    taken("thousands", "1,345", "1345"),
    taken("thousands-full-width", "1，345", "1345"),
    taken("unit", "345件", "345"),
    taken("unit-other-word", "345 个", "345"),
    taken("leading-zeros", "0345", "345"),
    taken("remark", "345（其中网上办理30件）", "345（其中网上办理30件）", "A-04"),
    taken("remark-half-width", "345(含上年)", "345（含上年）", "A-04"),
    taken("remark-behind-unit", "345件（含上年）", "345（含上年）", "A-04"),
    not_taken("thousands-wrong", "1,34"),
    not_taken("thousands-wrong-group", "13,45,000"),
    not_taken("inner-blank", "3 45"),
    not_taken("two-numbers", "3、45"),
    not_taken("sum-as-text", "300+45"),
    not_taken("formula-as-text", "=300+45"),
    not_taken("range", "3-5"),
    not_taken("exponent", "3e2"),
    not_taken("underscore", "3_45"),
    not_taken("half", "½"),
    not_taken("quotient", "5/6"),
    not_taken("letter-o", "34O"),
    not_taken("nan", "nan"),
    not_taken("infinity", "inf"),
    not_taken("plus", "+345"),
    not_taken("words", "详见附件"),
    not_taken("currency", "¥345"),
    not_taken("full-stop", "345。"),
    not_taken("year", "2024年"),
    not_taken("bracketed", "（345）"),
    not_taken("vague-before", "约345", "about"),
    not_taken("vague-behind", "300余", "about"),
    not_taken("vague-least", "≥345", "about"),
    not_taken("vague-more", "300多件", "about"),
    not_taken("chinese", "三", "other_digits"),
    not_taken("chinese-large", "三百四十五", "other_digits"),
    not_taken("chinese-formal", "叁佰肆拾伍", "other_digits"),
    not_taken("chinese-zero", "〇", "other_digits"),
    not_taken("circled", "③", "other_digits"),
    not_taken("roman", "Ⅲ", "other_digits"),
    not_taken("superscript", "²", "other_digits"),
    not_taken("arabic-indic", "٣٤٥", "other_digits"),
    not_taken("percent", "5%", "unit"),
    not_taken("ten-thousand", "3万", "unit"),
    not_taken("money-in-count", "345元", "unit"),
    not_taken("negative-text", "-345", "negative"),
    not_taken("fraction-text", "345.5", "fraction"),
    not_taken("sixteen-digits-text", "1234567890123456", "too_long"),
    *(
        not_taken(f"placeholder-{n}", text, "")
        for n, text in enumerate(("/", "—", "——", "-", "－", "无", "不适用", "N/A", "、", "×", "没有"), 1)
    ),
    money("money-unit", "24252.311082万元", "normalised", "24252.311082"),
    money("money-ten-thousand", "58.25万", "normalised", "58.25"),
    money("money-unit-blank", "12.5 万元", "normalised", "12.5"),
    money("money-unit-in-brackets", "12.5（万元）", "normalised", "12.5"),
    money("money-yuan-in-brackets", "582500（元）", "convert", None),
    money("money-thousands", "24,252.311082", "normalised", "24252.311082"),
    money("money-in-yuan", "242523110.82元", "convert", None),
    money("money-in-hundred-million", "2.4亿元", "convert", None),
    money("money-negative", "-3", "negative", None),
    money("money-currency", "￥12.5", "not_number", None),
    stored("sound-exponent", "3.45E+2", "", "345"),
    stored("point-zero-stored", "345.0", "", "345"),
    stored("noise", "345.00000000000006", "normalised", "345"),
    stored("fraction", "2.5", "fraction", None),
    stored("fraction-small", "345.00001", "fraction", None),
    stored("negative", "-1", "negative", None),
    stored("minus-zero", "-0", "", "0"),
    stored("huge", "1E+20", "too_long", None),
    stored("sixteen-digits", "1234567890123456", "too_long", None),
    stored("beyond-double", "1E+309", "too_long", None),
    stored("stored-nan", "NaN", "not_number", None),
    stored("stored-words", "abc", "not_number", None),
    stored("stored-underscore", "1_0", "not_number", None),
    stored("stored-full-width", "５", "not_number", None),
    stored("stored-thousands", "1,345", "not_number", None),
    raw("boolean-true", "TRUE", cell("C12", "<v>1</v>", "b"), (f"A-02 boolean {COUNT}",), GONE),
    raw("boolean-false", "FALSE", cell("C12", "<v>0</v>", "b"), (f"A-02 boolean {COUNT}",), GONE),
    *(
        raw(
            f"error-{n}",
            f"the error value {e}",
            cell("C12", f"<v>{e}</v>", "e"),
            (f"A-09 error {COUNT}",),
            GONE,
        )
        for n, e in enumerate(ERRORS, 1)
    ),
    raw(
        "error-of-formula",
        "a formula that gives #REF!",
        cell("C12", "<f>#REF!+1</f><v>#REF!</v>", "e"),
        (f"A-09 error {COUNT}",),
        GONE,
    ),
    raw("error-as-text", "the text #REF!", words("C12", "#REF!"), (f"A-02 not_number {COUNT}",), GONE),
    raw(
        "date-type",
        "a cell of the type date",
        cell("C12", "<v>2024-01-25</v>", "d"),
        (f"A-02 date {COUNT}",),
        GONE,
    ),
    raw(
        "struck-run", "12 struck out beside 15", cell("C12", RUNS, "inlineStr"), (f"A-02 runs {COUNT}",), GONE
    ),
    raw(
        "raised-run",
        "5 with a footnote mark 1",
        cell("C12", RAISED, "inlineStr"),
        (f"A-02 runs {COUNT}",),
        GONE,
    ),
    raw(
        "two-fonts",
        "a number in two fonts",
        cell("C12", TWO_FONTS, "inlineStr"),
        (f"A-02 text {COUNT}",),
        {},
    ),
    raw(
        "formula",
        "a formula with its result",
        cell("C12", "<f>300+45</f><v>345</v>"),
        (f"A-09 formula {COUNT}",),
        {},
    ),
    raw(
        "formula-of-text",
        "a formula that gives a text",
        cell("C12", '<f>"345"</f><v>345</v>', "str"),
        (f"A-09 formula {COUNT}",),
        {},
    ),
    raw(
        "formula-no-cache",
        "a formula without its result",
        cell("C12", "<f>300+45</f>"),
        (f"A-09 no_cache {COUNT}",),
        GONE,
    ),
    raw(
        "formula-empty-text",
        "a formula that gives an empty text",
        cell("C12", '<f>IF(1,"")</f><v></v>', "str"),
        (f"A-09 no_cache {COUNT}",),
        GONE,
    ),
    raw(
        "formula-other-file",
        "a formula on another file",
        cell("C12", "<f>[1]Sheet1!$A$1</f><v>345</v>"),
        (f"A-09 linked {COUNT}",),
        GONE,
    ),
    raw(
        "formula-other-path",
        "a formula on a file by its path",
        cell("C12", "<f>'C:\\[台账.xlsx]表'!A1</f><v>345</v>"),
        (f"A-09 linked {COUNT}",),
        GONE,
    ),
    raw(
        "formula-other-sheet",
        "a formula on another sheet",
        cell("C12", "<f>'情况说明'!A1</f><v>345</v>"),
        (f"A-09 formula {COUNT}",),
        {},
    ),
    raw("cleared", "a figure of a filled table is cleared: blank is 0", blank("C12"), (), {"二.r3.c1": "0"}),
    raw("blanks-only", "nothing but blanks", words("C12", " 　\n"), (), {"二.r3.c1": "0"}),
    raw("empty-text", "an empty text", words("C12", ""), (), {"二.r3.c1": "0"}),
    raw("apostrophe", "a lone apostrophe as text", words("C12", "'"), (f"A-02 not_number {COUNT}",), GONE),
    formatted("date-format", "yyyy-m-d", "345", f"A-02 date {COUNT}", GONE),
    formatted("date-format-chinese", 'm"月"d"日"', "345", f"A-02 date {COUNT}", GONE),
    formatted("time-format", "[h]:mm", "345", f"A-02 date {COUNT}", GONE),
    formatted("percent-format", "0%", "345", f"A-02 percent {COUNT}", {}),
    formatted("percent-format-typed", "0%", "0.05", f"A-02 fraction {COUNT}", GONE),
    formatted("hidden-format", ";;;", "345", f"A-02 hidden {COUNT}", {}),
    formatted("scaled-format", "0.00,", "345", f"A-02 scaled {COUNT}", GONE),
    formatted(
        "scaled-format-money", '0\\.0000"万元"', "242523110", f"A-05 scaled {MONEY}", GONE_MONEY, "C19"
    ),
    formatted("thousands-format", "#,##0", "345", "", {}),
    formatted("unit-format", '0"件"', "345", "", {}),
    formatted("money-unit-format", '0.00"万元"', "24252.311082", "", {}, "C19"),
    formatted("accounting-format", "_-* #,##0.00_-;\\-* #,##0.00_-", "345", "", {}),
    formatted("digit-format", '0"0"', "345", f"A-02 worded {COUNT}", {}),
    formatted("about-format", '"约"0', "345", f"A-02 worded {COUNT}", {}),
    formatted("condition-format", '[>4]"8";0', "345", f"A-02 worded {COUNT}", {}),
    formatted("no-zeros-format", '[=0]"";0', "345", "", {}),
    formatted("yuan-format", '0"元"', "24252.311082", f"A-05 yuan {MONEY}", {}, "C19"),
    formatted("currency-format", '"¥"#,##0.00', "24252.311082", f"A-05 yuan {MONEY}", {}, "C19"),
    formatted("currency-format-locale", "[$¥-804]#,##0.00", "24252.311082", f"A-05 yuan {MONEY}", {}, "C19"),
    formatted("text-format", "@", "345", "", {}),
    formatted("chinese-format", "[DBNum1][$-804]General", "345", "", {}),
    formatted("struck-cell", "", "345", f"A-02 runs {COUNT}", GONE, font="<strike/>"),
    raw(
        "total-typed-right",
        "a total typed over with the right number",
        cell("K12", "<v>2</v>", sheet=THREE),
        (),
        {},
    ),
    raw(
        "total-typed-wrong",
        "a total typed over with a wrong number",
        cell("K12", "<v>9</v>", sheet=THREE),
        ("B-01 三、依申请公开!K12",),
        {"三.r04.c7": "9"},
    ),
    raw(
        "total-stale",
        "a total whose formula was computed long ago",
        cell("K12", "<f>SUM(E12:J12)</f><v>9</v>", sheet=THREE),
        (),
        {},
    ),
    raw(
        "total-cached-zero",
        "a total whose formula says 0, as some writers store",
        cell("K12", "<f>SUM(E12:J12)</f><v>0</v>", sheet=THREE),
        (),
        {},
    ),
    raw(
        "total-no-cache",
        "a total whose formula has no result",
        cell("K12", "<f>SUM(E12:J12)</f>", sheet=THREE),
        (),
        {},
    ),
    raw(
        "total-other-formula",
        "a total with a formula of the clerk's own",
        cell("K12", "<f>E12+F12</f><v>2</v>", sheet=THREE),
        ("A-09 replaced 三、依申请公开!K12",),
        {},
    ),
    raw(
        "total-formula-plus-one",
        "a total with a formula that adds something",
        cell("K12", "<f>SUM(E12:J12)+1</f><v>3</v>", sheet=THREE),
        ("A-09 replaced 三、依申请公开!K12",),
        {},
    ),
    raw(
        "total-same-sum",
        "a total with the same sum written otherwise",
        cell("K12", "<f>+$E$12+F12+SUM(G12:I12,J12)</f><v>2</v>", sheet=THREE),
        (),
        {},
    ),
    raw(
        "total-cleared",
        "a total whose formula was cleared: its cell is said to be blank",
        blank("K12", sheet=THREE),
        ("B-01 三、依申请公开!K12",),
        {"三.r04.c7": "0"},
    ),
    raw(
        "turned-round",
        "a right-to-left override, by which 123 looks like 321",
        words("C12", "\u202e123\u202c"),
        (f"A-02 reordered {COUNT}",),
        GONE,
    ),
    taken("override-that-turns-nothing", "\u202e343\u202c", "343"),
    taken("directional-marks", "\u200e345\u200f", "345"),
    *(
        taken(f"invisible-{ord(sign):04x}", f"3{sign}45{sign}", "345")
        for sign in "\u00ad\u034f\u061c\u115f\u17b4\u180e\u2062\u2065\u3164\ufe0f\uffa0\U000e0041\U000e0100"
    ),
    formatted("format-per-mille", "0‰", "345", f"A-02 percent {COUNT}", {}),
    formatted("format-percent-sign", '0"%"', "345", f"A-02 percent {COUNT}", {}),
    formatted("format-thousands", "0,", "345", f"A-02 scaled {COUNT}", GONE),
    formatted("format-millions", "0.0,,", "345", f"A-02 scaled {COUNT}", GONE),
    formatted("format-thousands-words", '0"",', "345", f"A-02 scaled {COUNT}", GONE),
    formatted("format-nothing-at-all", ";;;", "345", f"A-02 hidden {COUNT}", {}),
    formatted("format-other-words", '"已报"', "345", f"A-02 worded {COUNT}", {}),
    formatted("format-zeros-hidden", '[=0]"";0', "345", "", {}),
    formatted("format-accounting", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "345", "", {}),
    raw(
        "total-error",
        "a total whose formula gives an error",
        cell("K12", "<f>SUM(#REF!)</f><v>#REF!</v>", "e", THREE),
        (),
        {},
    ),
    raw(
        "total-text",
        "a total typed over with words",
        words("K12", "合计", THREE),
        ("A-02 not_number 三、依申请公开!K12",),
        {"三.r04.c7": None},
    ),
    raw(
        "total-of-iv-wrong",
        "a total of table IV typed over",
        cell("G9", "<v>4</v>", sheet=FOUR),
        ("B-04 四、复议诉讼!G9",),
        {"四.r1.c05": "4"},
    ),
    raw(
        "balance-broken",
        "one application more than was answered",
        number("E9", "6", THREE),
        ("B-03 三、依申请公开!E9,E10,E32,E33",),
        {"三.r01.c1": "6", "三.r01.c7": "8"},
    ),
)
