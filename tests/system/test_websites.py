"""Addresses of websites in texts."""

from __future__ import annotations

import pytest

from converter.system.websites import same_page, web_addresses, with_address


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("http://www.qinghe.gov.cn/", ["http://www.qinghe.gov.cn/"]),
        ("qinghe.gov.cn", ["qinghe.gov.cn"]),
        ("https://qinghe.gov.cn:8080/col/a.html", ["https://qinghe.gov.cn:8080/col/a.html"]),
        ("http：／／www.a.cn", ["http://www.a.cn"]),
        ("http://青禾县政府.政务", ["http://青禾县政府.政务"]),
        ("政府网（www.a.gov.cn）", ["www.a.gov.cn"]),
        ("http://a.gov.cn/、http://b.gov.cn", ["http://a.gov.cn/", "http://b.gov.cn"]),
        ("http://10.1.2.3/x", ["http://10.1.2.3/x"]),
        ("点击进入", []),
        ("“中国·青禾”政府门户网站", []),
        ("政务公开3.0版，2024.1.1", []),
        ("qhx@163.com", []),
    ],
)
def test_addresses_are_told_from_words(text: str, addresses: list[str]) -> None:
    assert web_addresses(text) == addresses


def test_what_a_browser_adds_makes_no_difference() -> None:
    assert same_page("www.a.gov.cn", "HTTP://www.a.gov.cn/")
    assert same_page("https://a.gov.cn/x", "http://www.a.gov.cn/x/")
    assert same_page("http://a.cn/%E9%9D%92", "a.cn/青")
    assert not same_page("http://a.gov.cn/x", "http://a.gov.cn/y")


def test_an_address_in_the_name_is_not_put_behind_it_again() -> None:
    assert with_address("政府网", "http://a.cn/") == "政府网（http://a.cn/）"
    assert with_address("政府网（a.cn）", "http://a.cn/") == "政府网（a.cn）"
    assert with_address("政府网（b.cn）", "http://a.cn/") == "政府网（b.cn）（http://a.cn/）"
    assert (with_address("政府网", ""), with_address("", "a.cn"), with_address("", "")) == (
        "政府网",
        "a.cn",
        "",
    )
