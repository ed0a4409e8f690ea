"""What stands in a cell for a text: 总述 on 一、总体情况 (C6); what is printed must be what was written."""

from __future__ import annotations

from tests.corpus.harm import HOME, ONE, TWO, Edit, cell, edited, styled, words
from tests.corpus.kind import Kind

PLACE = "一、总体情况!C6"


def passage(name: str, typed: str, *printed: str, tells: tuple[str, ...] = ()) -> Kind:
    """A text typed into the first paragraph, and the paragraphs that are printed."""
    texts = {"总述": printed or (typed,)}
    return Kind(
        f"text-{name}", f"the text {typed[:40]!r}", edited(words("C6", typed, ONE)), tells, texts=texts
    )


def stored(name: str, done: str, edit: Edit, *printed: str, tells: tuple[str, ...] = ()) -> Kind:
    """The same for a text stored in an odd way."""
    return Kind(f"text-{name}", done, edited(edit), tells, texts={"总述": printed})


REMOVED = (f"A-14 removed {PLACE}",)
LONG = "全年工作平稳，" * 4681
STRUCK, STRUCK_STYLE = styled("", "<strike/>")
_T = "<is><t>{}</t></is>"

PASSAGES: tuple[Kind, ...] = (
    passage("ampersand", "甲&乙 <b>丙</b> \"丁\" '戊' ]]> &amp; &lt;"),
    passage("html", '<p style="color:red">全年<br/>工作</p><script>alert(1)</script>'),
    passage("word-xml", "甲</w:t></w:r></w:p><w:p><w:r><w:t>乙"),
    passage("jinja-expression", "{{ 7*7 }} {{ 机关名称 }} {{ self }}", tells=(f"D-06 {PLACE}",)),
    passage("jinja-block", "{% for x in y %}甲{% endfor %}{%p if a %}", tells=(f"D-06 {PLACE}",)),
    passage("jinja-comment", "甲{# 乙 #}丙"),
    passage("jinja-unclosed", "甲{{ 乙", tells=(f"D-06 {PLACE}",)),
    passage("jinja-split", "{_{ 7*7 }_}"),
    passage("percent-signs", "完成率100%，%s %d %(x)s {0} {x}"),
    passage("backslashes", "C:\\new\\table \\n \\1 \\g<0>"),
    passage("formula-as-text", '=HYPERLINK("http://127.0.0.1")'),
    passage("line-feeds", "第一段。\n第二段。", "第一段。", "第二段。"),
    passage("carriage-returns", "第一段。\r\n第二段。\r第三段。", "第一段。", "第二段。", "第三段。"),
    passage("line-separators", "甲。\u2028乙。\u2029丙。\u0085丁。", "甲。", "乙。", "丙。", "丁。"),
    passage("blank-lines", "\n\n甲。\n\n\n乙。\n", "甲。", "乙。"),
    passage("tabs", "甲\t乙", "甲 乙"),
    passage("leading-blanks", "　　全年工作。", "全年工作。"),
    passage("leading-no-break", "\u00a0\u00a0 全年工作。\u3000", "全年工作。"),
    passage("zero-width", "全\u200b年\ufeff工\u2060作\u00ad。", "全年工作。"),
    passage("direction", "全年\u202e作工\u202c。", "全年作工。", tells=(f"A-14 reordered {PLACE}",)),
    passage("direction-harmless", "\u202d全年\u202c工作\u200e。", "全年工作。"),
    passage("emoji", "全年😀👨‍👩‍👧工作🇨🇳。", "全年😀👨👩👧工作🇨🇳。"),
    passage("extension-b", "𠮷𪚥同志，㐂䶮，𰻝面。"),
    passage("compatibility", "㈠①㎡№“‘’”—…·〇々〆"),
    passage("combining", "e\u0301n\u0303 ü"),
    passage("minority-scripts", "བོད་ཡིག ئۇيغۇر ᠮᠣᠩᠭᠣᠯ ꆈꌠ"),
    passage("private-use", "张\ue863同志。", tells=(f"A-14 private {PLACE}",)),
    passage("noncharacter", "甲\ufdd0乙。"),
    passage("very-long", LONG),
    passage("long-word", "长" * 3000),
    stored("only-blanks", "nothing but blanks", words("C6", " 　\n\t", ONE), tells=("D-07 一、总体情况",)),
    passage("quote-mark", "【甲】与【#】", "【甲】与【#】", tells=(f"C-30 {PLACE}",)),
    passage("quoted-figure", "许可【#行政许可】件。", "许可345件。"),
    passage("unknown-name", "【#没有的】件。", "【#没有的】件。", tells=(f"C-30 {PLACE}",)),
    stored(
        "escaped-return",
        "_x000D_ at the line ends",
        cell("C6", _T.format("甲。_x000D_\n乙。"), "inlineStr", ONE),
        "甲。",
        "乙。",
    ),
    stored(
        "escaped-tab", "_x0009_ inside", cell("C6", _T.format("甲_x0009_乙。"), "inlineStr", ONE), "甲 乙。"
    ),
    stored(
        "escaped-escape",
        "a visible _x0041_",
        cell("C6", _T.format("编号_x005F_x0041_。"), "inlineStr", ONE),
        "编号_x0041_。",
    ),
    stored(
        "escaped-pair",
        "a rare character as two escapes",
        cell("C6", _T.format("_xD842__xDFB7_野家。"), "inlineStr", ONE),
        "𠮷野家。",
    ),
    stored(
        "escaped-nul",
        "_x0000_ inside",
        cell("C6", _T.format("甲_x0000_乙。"), "inlineStr", ONE),
        "甲乙。",
        tells=REMOVED,
    ),
    stored(
        "escaped-bell",
        "_x0007_ inside",
        cell("C6", _T.format("甲_x0007_乙。"), "inlineStr", ONE),
        "甲乙。",
        tells=REMOVED,
    ),
    stored(
        "escaped-vertical-tab",
        "_x000B_ inside (a line break of Word)",
        cell("C6", _T.format("甲。_x000B_乙。"), "inlineStr", ONE),
        "甲。",
        "乙。",
    ),
    stored(
        "escaped-form-feed",
        "_x000C_ inside",
        cell("C6", _T.format("甲。_x000C_乙。"), "inlineStr", ONE),
        "甲。",
        "乙。",
    ),
    stored(
        "escaped-ffff",
        "_xFFFF_ inside",
        cell("C6", _T.format("甲_xFFFF_乙。"), "inlineStr", ONE),
        "甲乙。",
        tells=REMOVED,
    ),
    stored(
        "escaped-lone-half",
        "half of a rare character",
        cell("C6", _T.format("甲_xD83D_乙。"), "inlineStr", ONE),
        "甲\ufffd乙。",
    ),
    stored(
        "struck",
        "words struck out",
        cell("C6", "<is><r><rPr><strike/></rPr><t>旧话。</t></r><r><t>新话。</t></r></is>", "inlineStr", ONE),
        "旧话。新话。",
        tells=(f"A-14 struck {PLACE}",),
    ),
    stored(
        "bold",
        "some words in bold",
        cell("C6", "<is><r><rPr><b/></rPr><t>全年</t></r><r><t>工作。</t></r></is>", "inlineStr", ONE),
        "全年工作。",
    ),
    stored(
        "phonetic",
        "reading aids above the words",
        cell("C6", '<is><t>全年。</t><rPh sb="0" eb="2"><t>quan nian</t></rPh></is>', "inlineStr", ONE),
        "全年。",
    ),
    stored("number", "a number where a text is due", cell("C6", "<v>2024</v>", sheet=ONE), "2024"),
    stored(
        "formula",
        "a formula that gives a text",
        cell("C6", '<f>"全年"&amp;"工作。"</f><v>全年工作。</v>', "str", ONE),
        "全年工作。",
    ),
    stored(
        "error",
        "an error value where a text is due",
        cell("C6", "<v>#NAME?</v>", "e", ONE),
        tells=(f"A-09 error {PLACE}",),
    ),
    stored(
        "formula-no-cache",
        "a formula without its result",
        cell("C6", "<f>A1</f>", sheet=ONE),
        tells=(f"A-09 no_cache {PLACE}",),
    ),
    stored(
        "boolean",
        "TRUE where a text is due",
        cell("C6", "<v>1</v>", "b", ONE),
        tells=(f"A-11 value {PLACE}",),
    ),
    Kind(
        "text-agency-markup",
        "markup in the agency's name",
        edited(words("C6", "<b>&{{ x }}局", HOME)),
        tells=("D-06 填报首页!C6",),
    ),
    Kind(
        "text-agency-blanks",
        "blanks and zero-width characters in the agency's name",
        edited(words("C6", "　青禾县\u200b财政局 ", HOME)),
    ),
    Kind(
        "text-agency-break", "a line break in the agency's name", edited(words("C6", "青禾县\n财政局", HOME))
    ),
    Kind("text-agency-path", "an agency called ../../x", edited(words("C6", "../../x", HOME))),
    Kind(
        "text-agency-pronoun",
        "an agency called 我局",
        edited(words("C6", "我局", HOME)),
        ("A-10 nobody 填报首页!C6",),
    ),
    Kind(
        "text-agency-general",
        "an agency called 办公室",
        edited(words("C6", "办公室", HOME)),
        ("A-10 general 填报首页!C6",),
    ),
    Kind(
        "text-url-formula",
        "words with a link by formula in 网址",
        edited(
            cell(
                "C12",
                '<f>HYPERLINK("http://www.qinghe.example/","点击进入")</f><v>点击进入</v>',
                "str",
                HOME,
            )
        ),
        ("A-11 link_read 填报首页!C12",),
    ),
    Kind(
        "text-url-words",
        "words without a link in 网址",
        edited(words("C12", "点击进入", HOME)),
        ("D-11 网址 填报首页!C12",),
    ),
    Kind(
        "text-phone-number",
        "a telephone stored as a number, its zero lost",
        edited(cell("C15", "<v>5376558690</v>", sheet=HOME)),
        ("D-11 zero 填报首页!C15",),
    ),
    Kind(
        "text-phone-mobile",
        "a mobile number as the telephone",
        edited(words("C15", "13800000000", HOME)),
        ("D-11 mobile 填报首页!C15",),
    ),
    Kind(
        "text-postcode-number",
        "a postcode stored as a number, its zero lost",
        edited(cell("C14", "<v>34000</v>", sheet=HOME)),
        ("D-11 postcode_zero 填报首页!C14",),
    ),
    Kind(
        "text-site-with-address",
        "the address typed behind the name of the website",
        edited(words("C11", "青禾县人民政府网站（http://www.qinghe.example/）", HOME)),
        ("D-11 twice 填报首页!C11",),
    ),
    Kind("text-agency-long", "an agency's name of 300 characters", edited(words("C6", "长" * 300, HOME))),
    Kind(
        "text-agency-missing",
        "no agency's name",
        edited(cell("C6", "", sheet=HOME)),
        ("A-10 required 填报首页!C6",),
    ),
    Kind(
        "text-year-words",
        "二〇二四 as the year",
        edited(words("C8", "二〇二四", HOME)),
        ("A-11 year_read 填报首页!C8",),
    ),
    Kind(
        "text-year-full-width",
        "２０２４年 as the year",
        edited(words("C8", "２０２４年", HOME)),
        ("A-11 year_read 填报首页!C8",),
    ),
    Kind(
        "text-year-decimal",
        "2024.0 as the year",
        edited(words("C8", "2024.0", HOME)),
        ("A-11 year_read 填报首页!C8",),
    ),
    Kind(
        "text-year-short",
        "二四年 as the year",
        edited(words("C8", "二四年", HOME)),
        ("A-11 year 填报首页!C8",),
    ),
    Kind("text-date-serial", "a date stored as a day number", edited(cell("C9", "<v>45292</v>", sheet=HOME))),
    Kind("text-date-dots", "2024.1.1 as a date", edited(words("C9", "2024.1.1", HOME))),
    Kind(
        "text-date-impossible",
        "the 31st of February",
        edited(words("C9", "2024年2月31日", HOME)),
        ("A-11 date 填报首页!C9",),
    ),
    Kind(
        "text-state-unknown",
        "a 填报状态 that is none",
        edited(words("C4", "已填", TWO)),
        ("A-11 choice 二、主动公开!C4",),
    ),
    Kind(
        "text-state-zero-with-figures",
        "零报告 on a table with figures",
        edited(words("C4", "零报告", TWO)),
        ("A-01 not_zero 二、主动公开!C9,D9,E9,C12,C19",),
    ),
)
