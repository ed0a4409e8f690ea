"""The product's Chinese: one term for one thing, one register, no English where a word will do.

Looked at is every Chinese sentence that a person may see: strings of the source, templates of pages.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from converter.catalogue.records import records
from converter.catalogue.words import SEVERITY_WORDS, STATUS_WORDS
from converter.form import FORM

CONVERTER = Path(__file__).parent.parent / "converter"

VOCABULARY = (
    "form/editions", "form/claims.py", "form/quotes.py", "checks/claims", "checks/wording.py", "grid",
    "published", "county/versions.py", "county/other_names.py", "county/likeness.py", "report/unnamed.py",
    "system/radicals.py", "system/websites.py", "system/telephones.py", "workbook/read/fields.py",
    "workbook/read/cells/outside.py",
)  # fmt: skip
"""Rooms and modules whose strings are words to be found in texts of others, not sentences of ours."""

INSTEAD = {
    "！": "。",
    "无须": "不用",
    "拒绝": "没有……",
    "非法": "不能用",
    "请勿": "请……",
    "失败": "没能……",
    "上报": "报送",
    "未上报": "未报送",
    "驳回": "退回",
    "打回": "退回",
    "不合格": "退回",
    "不通过": "退回",
    "待确认": "待核实",
    "待核对": "待核实",
    "豁免": "认可",
    "放行": "认可",
    "不规范": "不常见",
    "擅自": "",
    "违规": "",
    "敷衍": "写实在的内容",
    "照抄": "与……相同",
    "误抄": "用了……",
    "犯了": "又出现了",
    "必填项缺失": "没有填写",
    "字节": "",
    "逻辑值": "",
    "您好": "",
}
"""Words that are not used, and what is said instead."""

QUOTED = (
    "敷衍塞责",  # the notice that prescribes the form says so itself
    "接受或拒绝全部修订",  # the button of Word
    "大小（字节）",  # a column of 存档清单.csv
    "请勿改名工作表",  # what workbooks of an earlier version say
)
"""Sentences of others, which stand as they are."""

ASCII_WORDS = frozenset(
    """
    Word Excel WPS LibreOffice PDF HTML CSV JSON JSONL TOML ODF XML UTF GBK ASCII URL ZIP SHA ISBN ICP
    A4 A3 Ctrl Shift F9 Office Normal Windows Linux Chrome Edge Dask docxtpl soffice dask
    xxgk xxgk-converter init page template roster rules local issue convert check status accept import
    observe compare rollup close word-template template-check doctor serve
    docx dotx docm doc wps xlsx xlsm xlsb xls et ods csv html htm pdf txt json jsonl toml zip eml png lnk
    MB KB GB IT pip install worker text windows gb2312 year cluster config output
    result history http https www example gov cn com qinghe tcp zh CN LC ALL LANG C
    XXGK SOFFICE SUM TRUE FALSE REF XX if endif for endfor join p true false none item section field demand
    OneDrive Python UTC chcp name deadline send to date word report xxgk-stamp level off reason limit limits
    int heading after help required title table contact office leave closing parquet backup
    """.split()  # noqa: SIM905  one list that can be read
)
"""Names of programs, of kinds of files, of commands and settings: what stands on screens and in files."""

_HAN = re.compile("[一-鿿]")
_WORD = re.compile(r"(?<![A-Za-z0-9_.@/\\-])[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z]+)*")
_OPTION = re.compile(r"--?[a-z][a-z-]*")
_CODE = re.compile(r"(?<![A-Z])[A-Z]-[0-9]{2}")
_CELL = re.compile(r"(?<![A-Z])[A-Z]{1,2}[0-9]{1,3}")
_FUNCTION = re.compile(r"[A-Z]{2,}(?=\()")
_KEY = re.compile(r"[一-鿿]\.r[0-9]+(?:\.c[0-9]+)?")


def sentences() -> Iterator[tuple[str, str]]:
    """Every Chinese string of the source with its place, values in it as {}."""
    for path in sorted(CONVERTER.rglob("*.py")):
        name = path.relative_to(CONVERTER).as_posix()
        if name.startswith(VOCABULARY):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node, text in strings(tree):
            if _HAN.search(text):
                yield f"{name}:{node.lineno}", text
    for path in sorted(CONVERTER.rglob("*.html")):
        markup = path.read_text(encoding="utf-8")
        bare = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|\{[%#{].*?[%#}]\}|<[^>]*>", " ", markup)
        for number, line in enumerate(bare.split("\n"), start=1):
            if _HAN.search(line):
                yield f"{path.relative_to(CONVERTER).as_posix()}:{number}", line.strip()


def strings(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The strings of a module but for docstrings and what explains a constant."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    if isinstance(tree, ast.JoinedStr):
        yield tree, "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in tree.values)
        for value in tree.values:
            if isinstance(value, ast.FormattedValue):
                yield from strings(value.value)
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree, tree.value
        return
    for child in ast.iter_child_nodes(tree):
        yield from strings(child)


SENTENCES = tuple(sentences())


def test_the_sentences_of_every_room_are_seen() -> None:
    rooms = {place.split("/")[0] for place, _ in SENTENCES}
    assert {"catalogue", "cli", "desk", "page", "workbook", "rollup", "year", "compare", "publish"} <= rooms
    assert len(SENTENCES) > 2000


@pytest.mark.parametrize("word", INSTEAD)
def test_a_word_that_is_not_used_occurs_nowhere(word: str) -> None:
    found = {}
    for place, text in SENTENCES:
        bare = text
        for quoted in QUOTED:
            bare = bare.replace(quoted, "")
        if word in bare:
            found[place] = text
    assert found == {}, f"instead: {INSTEAD[word]}"


def test_no_english_stands_where_a_word_will_do() -> None:
    """But names of programs, files, commands and settings; patterns and placeholders are no sentences."""
    found: dict[str, list[str]] = {}
    for place, text in SENTENCES:
        if any(sign in text for sign in ("(?", "\\d", "[0-9", "\\b", "{%", "{{")):
            continue
        bare = re.sub(r"<[^<>]*>|\{[^{}]*\}|https?://\S+|[\w.]+@[\w.]+|[\w-]+\.[\w.-]+", " ", text)
        for pattern in (_FUNCTION, _KEY, _OPTION, _CODE, _CELL):
            bare = pattern.sub(" ", bare)
        words = [word for word in _WORD.findall(bare) if len(word) > 1 and word not in ASCII_WORDS]
        if words:
            found[place] = words
    assert found == {}


def test_status_words_are_the_terms() -> None:
    assert STATUS_WORDS["returned"] == "退回"
    assert STATUS_WORDS["passed"] == "通过"
    assert STATUS_WORDS["to_confirm"] == "待核实"
    assert STATUS_WORDS["missing"] == "未报送"
    assert STATUS_WORDS["unreadable"] == "无法读取"
    assert list(SEVERITY_WORDS.values()) == ["错误", "提醒", "提示"]


def test_every_message_says_what_to_do_and_ends_as_a_sentence() -> None:
    for record in records(FORM).values():
        for message in record.messages.values():
            assert not message.what.rstrip().endswith(("。", "！")), record.code  # describe adds the rest
            assert message.advice.rstrip().endswith(("。", "”", "}", "）")), (record.code, message.advice)


def test_the_console_ends_lists_of_codes_with_their_reason_first() -> None:
    """Codes stand behind words, in brackets."""
    for place, text in SENTENCES:
        if place.startswith("cli/"):
            assert not re.match(r"\s*[A-Z]-[0-9]{2}", text), place
