import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.system.texts import line, name_key, nfkc, paragraphs


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("　　全年公开信息。", ["全年公开信息。"]),
        ("第一段\n第二段", ["第一段", "第二段"]),
        ("第一段\r\n\r\n　第二段\r", ["第一段", "第二段"]),
        ("甲\u2028乙\v丙\f丁", ["甲", "乙", "丙", "丁"]),
        ("a\tb", ["a b"]),
        ("\x00甲\x07乙\u200b丙\ufeff\uffff", ["甲乙丙"]),
        ("\ud842", []),
        ("𠮷😀 & <b> {{ x }} {% y %}", ["𠮷😀 & <b> {{ x }} {% y %}"]),
        ("  \n　", []),
    ],
)
def test_a_text_becomes_paragraphs_that_a_document_can_hold(typed: str, printed: list[str]) -> None:
    assert paragraphs(typed) == printed


def test_a_line_keeps_what_was_typed_on_one_line() -> None:
    assert line(" 青禾县\n财政局\u200b　") == "青禾县 财政局"


@pytest.mark.parametrize("twin", ["青禾县 财政局", "青禾县财政局\u200b", "　青禾县财政局"])
def test_names_that_differ_in_blanks_alone_are_the_same(twin: str) -> None:
    assert name_key(twin) == name_key("青禾县财政局")


@given(
    st.text(st.sampled_from("，：；（）！？％,:;()%Ａ１㈠①ﬁか゛゜\u0301\u0338\u3099e申请") | st.characters())
)
def test_a_text_comes_to_the_compatibility_form_of_unicode(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
