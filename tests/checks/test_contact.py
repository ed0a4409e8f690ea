"""How to reach an agency: what cannot be a telephone, a postcode, an address or a website is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from converter.catalogue.messages import describe
from converter.checks import check_report
from tests.reports import report, reread

CELLS = {
    "网站名称": "C11",
    "网址": "C12",
    "地址": "C13",
    "邮编": "C14",
    "联系电话": "C15",
    "传真": "C16",
    "邮箱": "C17",
}


def found(entries: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is found in these fields: field and variant."""
    fields = {cell: key for key, cell in CELLS.items()}
    findings = check_report(reread(report(entries=entries))[0])
    return [(fields[f.cell], f.variant) for f in findings if f.code == "D-11"]


@pytest.mark.parametrize(
    "phone",
    [
        "0537-6558690", "（0537）655 8690", "05376558690", "010-88888888", "0537-6558690转8001",
        "0537-6558690、6558691", "0537-6558690/0537-6558691", "400-123-4567", "+86-537-6558690",
        "0537-12345", "0537-6558690（办公室）",
    ],
)  # fmt: skip
def test_every_honest_way_to_write_a_telephone_is_silent(phone: str) -> None:
    assert found({"联系电话": phone}) == []


@pytest.mark.parametrize(
    ("phone", "variant"),
    [
        ("5376558690", "zero"), ("5945551234", "zero"), ("537-6558690", "zero"), ("1088888888", "zero"),
        ("6558690", "area"), ("6558690、6558691", "area"), ("88886666", "area"),
        ("13800000000", "mobile"), ("0537-6558690、138 0000 0000", "mobile"), ("张三 13812345678", "mobile"),
        ("见网站", "联系电话"), ("12345", "联系电话"), ("0537-655869", "联系电话"), ("无", "联系电话"),
    ],
)  # fmt: skip
def test_a_telephone_that_cannot_be_dialled_or_is_private_is_told(phone: str, variant: str) -> None:
    assert found({"联系电话": phone}) == [("联系电话", variant)]


def test_a_local_number_is_silent_where_the_area_code_stands_beside_it() -> None:
    assert found({"联系电话": "6558690（区号0537）"}) == []
    assert found({"联系电话": "6558690", "传真": "0537-6558691"}) == []


def test_the_sentence_says_the_number_as_it_was() -> None:
    (told,) = (f for f in check_report(reread(report(entries={"联系电话": "5945551234"}))[0]))
    assert "像是 0594-5551234" in describe(told)
    assert told.expected == "0594-5551234"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"邮编": "272200"}, []),
        ({"邮编": "034000"}, []),
        ({"邮编": "27 22 00"}, []),
        ({"邮编": "34000"}, [("邮编", "postcode_zero")]),
        ({"邮编": "2722"}, [("邮编", "邮编")]),
        ({"邮编": "2722000"}, [("邮编", "邮编")]),
        ({"邮编": "272200、272201"}, [("邮编", "邮编")]),
        ({"邮编": "济宁"}, [("邮编", "邮编")]),
        ({"邮编": "无"}, [("邮编", "nothing")]),
        ({"传真": "0537-6558691"}, []),
        ({"传真": "6558691"}, []),
        ({"传真": "5376558691"}, [("传真", "zero")]),
        ({"传真": "同上"}, [("传真", "传真")]),
        ({"传真": "/", "邮箱": "无"}, [("传真", "nothing"), ("邮箱", "nothing")]),
        ({"邮箱": "qinghe@example.cn"}, []),
        ({"地址": "无"}, [("地址", "地址")]),
        ({"地址": "县城"}, [("地址", "地址")]),
        ({"网址": "www.qinghe.example/xxgk"}, []),
        ({"网址": "https://青禾.政务/"}, []),
        ({"网址": "点击进入"}, [("网址", "网址")]),
        ({"网址": "青禾县人民政府网站"}, [("网址", "网址")]),
        ({"网址": "无"}, [("网址", "网址")]),
        ({"网站名称": "“中国·青禾”政府门户网站"}, []),
        ({"网站名称": "青禾县政府网（http://www.qinghe.example）"}, [("网站名称", "twice")]),
        ({"网站名称": "www.qinghe.example"}, [("网站名称", "twice")]),
        ({"网站名称": "青禾县政府网 http://old.example/"}, [("网站名称", "other")]),
        ({"网站名称": "青禾县政府网 http://a.example/", "网址": ""}, [("网站名称", "moved")]),
        ({"网站名称": "无"}, [("网站名称", "网站名称")]),
    ],
)
def test_each_field_of_the_opening_holds_what_it_is_for(
    entries: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    assert found(entries) == expected
