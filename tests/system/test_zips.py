"""Members of archives are unpacked as zlib unpacks them, or left to zipfile."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.system.zips import inflate

TEXT = "一、总体情况。".encode() * 40
PLENTY = 10_000_000


def archive(content: bytes, compression: int = zipfile.ZIP_DEFLATED) -> tuple[bytes, zipfile.ZipInfo]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as new:
        new.writestr("xl/甲.xml", content)
        return buffer.getvalue(), new.getinfo("xl/甲.xml")


@pytest.mark.parametrize("content", [b"", TEXT, TEXT * 200, bytes(range(256)) * 9])
def test_a_whole_member_is_unpacked_each_time(content: bytes) -> None:
    packed, member = archive(content)
    assert inflate(packed, member, PLENTY) == inflate(packed, member, PLENTY) == content


@pytest.mark.parametrize("content", [TEXT, TEXT * 200], ids=["small", "large"])
def test_a_member_that_is_not_what_its_archive_says_is_not_given(content: bytes) -> None:
    packed, member = archive(content)
    assert inflate(packed, member, PLENTY) == content
    for name, error in (("CRC", 1), ("file_size", -1), ("file_size", 1), ("compress_size", -1)):
        wrong = archive(content)[1]
        setattr(wrong, name, getattr(wrong, name) + error)
        assert inflate(packed, wrong, PLENTY) is None


def test_no_more_than_allowed_is_unpacked() -> None:
    packed, member = archive(TEXT)
    assert inflate(packed, member, len(TEXT)) == TEXT
    assert inflate(packed, member, len(TEXT) - 1) is None


def test_what_is_out_of_the_ordinary_is_left_to_zipfile() -> None:
    assert inflate(*archive(TEXT, zipfile.ZIP_STORED), PLENTY) is None
    packed, member = archive(TEXT)
    assert inflate(packed.replace("甲".encode(), "乙".encode(), 1), member, PLENTY) is None
    member.flag_bits |= 1
    assert inflate(packed, member, PLENTY) is None


@given(st.binary(max_size=3000), st.integers(0, 9), st.data())
def test_of_damaged_bytes_comes_what_zlib_makes_of_them(
    content: bytes, level: int, data: st.DataObject
) -> None:
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    stream = bytearray(squeezer.compress(content) + squeezer.flush())
    for place in data.draw(st.lists(st.integers(0, len(stream) - 1), max_size=3)):
        stream[place] ^= data.draw(st.integers(0, 255))
    member = zipfile.ZipInfo("a")
    member.compress_type = zipfile.ZIP_DEFLATED
    member.header_offset, member.compress_size = 0, len(stream)
    try:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        made = inflater.decompress(bytes(stream))
        expected = made if inflater.eof else None
    except zlib.error:
        expected = None
    member.file_size = len(content if expected is None else expected)
    member.CRC = zlib.crc32(content if expected is None else expected)
    header = b"PK\3\4" + bytes(22) + (1).to_bytes(2, "little") + bytes(2) + b"a"
    assert inflate(header + stream, member, PLENTY) == expected
