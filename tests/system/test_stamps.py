"""Stamps: a file as we wrote it is known again, and whatever was done to it since shows."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from converter.form import FORM
from converter.shipped.resources import shipped_folder, word_template
from converter.system.stamps import (
    KIND,
    STAMP,
    custom_property,
    has_stamp,
    is_ours,
    is_same_but_for_stamp,
    kind_of,
    stamped,
    stamped_zip,
)
from converter.system.text_stamps import HTML, PDF, TOML, stamped_letter, stamped_text, without_stamp
from converter.system.zips import write_zip
from converter.workbook.roster.blank import blank_roster
from tests.libreoffice import Conversions, Order
from tests.ooxml import faults
from tests.workbooks import blank_workbook

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
FRAME = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
NAMES = st.text("abc/中", min_size=1, max_size=6).map(lambda name: f"p/{name}.xml")
PARTS = st.dictionaries(NAMES, st.binary(max_size=40), min_size=1, max_size=6)


def by_openpyxl(content: bytes) -> bytes:
    saved = io.BytesIO()
    load_workbook(io.BytesIO(content)).save(saved)
    return saved.getvalue()


def by_python_docx(content: bytes) -> bytes:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(content)).save(saved)
    return saved.getvalue()


@given(PARTS, st.sampled_from(["", "单位名单"]))
def test_a_stamped_package_is_ours_and_any_other_part_makes_it_somebody_elses(
    parts: dict[str, bytes], kind: str
) -> None:
    made = stamped_zip([*FRAME.items(), *parts.items()], stated={KIND: kind} if kind else {})
    assert is_ours(made)
    assert kind_of(made) == kind
    assert stamped_zip([*FRAME.items(), *parts.items()], stated={KIND: kind} if kind else {}) == made
    assert stamped(made) == stamped(made, kind)
    assert is_ours(stamped(made))
    bare = write_zip([*FRAME.items(), *parts.items()])
    assert not is_ours(bare)
    assert is_same_but_for_stamp(bare, made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        whole = [(name, archive.read(name)) for name in archive.namelist()]
    assert is_ours(write_zip(whole))
    for at, (name, content) in enumerate(whole):
        changed = (name, content + b" ")
        assert not is_ours(write_zip([*whole[:at], changed, *whole[at + 1 :]])), name
        assert not is_ours(write_zip([*whole[:at], *whole[at + 1 :]])), name
    assert not is_ours(write_zip([("p/new", b""), *whole]))
    first = next(iter(parts))
    other = write_zip([*FRAME.items(), *parts.items(), (first, b"another")])
    assert not is_same_but_for_stamp(other, made)


@given(st.binary(max_size=400), st.data())
def test_damaged_bytes_are_nobodys_and_raise_nothing(content: bytes, data: st.DataObject) -> None:
    assert not is_ours(content)
    made = stamped_zip([*FRAME.items(), ("p/a", b"text" * 20)])
    at = data.draw(st.integers(0, len(made)))
    assert not is_ours(made[:at] + content + made[at:]) or not content
    assert not is_ours(made[:at]) or at == len(made)
    assert kind_of(content) == custom_property(made[:at], KIND) == ""


@pytest.mark.parametrize("content", [blank_workbook(2024), blank_roster(FORM)], ids=["workbook", "roster"])
def test_a_workbook_that_openpyxl_saved_is_not_ours_any_more(content: bytes) -> None:
    assert is_ours(content)
    saved = by_openpyxl(content)
    assert not is_ours(saved)
    assert has_stamp(saved)
    again = stamped(saved)
    assert is_ours(again)
    assert faults(again) == []
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert archive.read("docProps/custom.xml").count(STAMP.encode()) == 1


def test_what_kind_of_file_it_is_stays_whoever_saves_it() -> None:
    assert kind_of(blank_roster(FORM)) == kind_of(by_openpyxl(blank_roster(FORM))) == "单位名单"
    assert kind_of(blank_workbook(2024)) == kind_of(b"PK\3\4") == kind_of(b"") == ""


def test_a_template_that_python_docx_saved_is_not_ours_any_more() -> None:
    content = word_template(FORM).read_bytes()
    assert is_ours(content)
    assert not is_ours(by_python_docx(content))


def test_every_shipped_file_has_a_stamp_that_matches() -> None:
    files = [
        path
        for folder in ("workbook_templates", "word_templates")
        for path in shipped_folder(folder).rglob("*")
    ]
    assert all(is_ours(path.read_bytes()) for path in files if path.suffix in (".xlsx", ".docx"))


BOOK = Order("xlsx", lambda: blank_workbook(2024))
ROSTER = Order("xlsx", lambda: blank_roster(FORM))
WORD = Order("docx", word_template(FORM).read_bytes, "docx")


@pytest.mark.slow
@pytest.mark.libreoffice(BOOK, ROSTER, WORD)
def test_a_file_that_libreoffice_saved_is_not_ours_any_more(converted: Conversions) -> None:
    for order in (BOOK, ROSTER, WORD):
        assert not is_ours(converted[order])
        assert has_stamp(converted[order])
    assert kind_of(converted[ROSTER]) == "单位名单"


def test_a_stamp_is_read_in_a_fraction_of_a_millisecond() -> None:
    content = blank_workbook(2024)
    started = time.process_time()
    for _ in range(100):
        is_ours(content)
    assert (time.process_time() - started) / 100 < 0.001


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "rules": lambda text: stamped_text(text, TOML),
    "page": lambda text: stamped_text(text, HTML),
    "pdf": lambda text: stamped_text(text + b"startxref\n9\n%%EOF", PDF, b"startxref"),
    "letter": stamped_letter,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@given(text=st.text(max_size=60).map(str.encode), data=st.data())
def test_a_text_is_ours_until_any_byte_of_it_changes(
    way: Callable[[bytes], bytes], text: bytes, data: st.DataObject
) -> None:
    made = way(text)
    assert is_ours(made)
    assert way(text) == made
    at = data.draw(st.integers(0, len(made)))
    assert not is_ours(made[:at] + b"!" + made[at:])
    assert not is_ours(made[:at] + made[at + 1 :]) or at == len(made)


def test_a_text_without_its_stamp_is_what_it_was() -> None:
    text = "甲：\r\n请改。\r\n".encode()
    assert without_stamp(stamped_letter(text)) == without_stamp(stamped_text(text, TOML)) == text
    assert is_same_but_for_stamp(text, stamped_letter(text))
    assert not is_same_but_for_stamp(text + b"!", stamped_letter(text))
