"""The layout of result.json: its outcomes one at a time, and what stands around them.

Of ten thousand agencies it does not fit into memory. A file laid out as `result` writes it is split at its
lines, since no text in JSON continues on the next line; any other layout is read whole. What cannot be read
is told and passed over, and memory is bounded whatever the file contains.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from converter.system.lines import BOM, require_file
from converter.system.sharing import open_file

OUTCOMES_LINE = ' "outcomes": ['
"""The line of the file after which the outcomes stand."""

MAX_OUTCOME, MAX_REST, MAX_WHOLE, MAX_FILE = 16_000_000, 32_000_000, 32_000_000, 2_000_000_000
"""Bytes of an outcome, of what stands around them, of a file in another layout, and of any file."""

MAX_SPOILT = 100
"""Spoilt parts after which the rest of a file is not read."""

_OUTCOMES, _ENDS = OUTCOMES_LINE.encode(), (b" ]", b" ],")


class Spoilt(ValueError):
    """A file, or a part of it, that cannot be read: its text says in Chinese where, without full stop."""


class Part(NamedTuple):
    """A part of a result.json. `where`: in Chinese, "" for what stands around the outcomes (the last)."""

    where: str
    content: Any


def parse(text: bytes) -> Any:
    """JSON in UTF-8 as plain data. Spoilt: it is none, or deeper or longer than any that is written here."""
    try:
        return _DECODER.decode(text.removeprefix(BOM).decode())
    except (ValueError, RecursionError) as error:
        raise Spoilt("内容读不出来") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity, which are no JSON


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def parts(path: Path, spoilt: list[str]) -> Iterator[Part]:
    """The parts of a result.json that can be read; where others stand is added to `spoilt`, in Chinese.

    OSError: the file cannot be opened. Spoilt: nothing in it can be read.
    """
    size = require_file(path)
    if size > MAX_FILE:
        raise Spoilt(f"有 {size // 1_000_000} MB，太大")
    with open_file(path) as file:
        head = _head(file)
        if head is not None:
            yield from _in_lines(file, head, spoilt)
        elif size > MAX_WHOLE:
            raise Spoilt(f"有 {size // 1_000_000} MB，内容不是本程序写的样子")
        else:
            file.seek(0)
            yield from _whole(parse(file.read(MAX_WHOLE + 1)))


def _head(file: BinaryIO) -> list[bytes] | None:
    """The lines up to the one that begins the outcomes; None in any other layout."""
    lines: list[bytes] = []
    size = 0
    while size < MAX_REST and (line := file.readline(MAX_REST)):
        lines.append(line)
        size += len(line)
        if line.rstrip(b"\r\n") == _OUTCOMES:
            return lines
    return None


def _whole(content: Any) -> Iterator[Part]:
    if not isinstance(content, dict) or not isinstance(content.get("outcomes"), list):
        raise Spoilt("里面没有各单位的结果")
    for number, item in enumerate(content["outcomes"], start=1):
        yield Part(f"第 {number} 条", item)
    yield Part("", {**content, "outcomes": []})


def _in_lines(file: BinaryIO, head: list[bytes], spoilt: list[str]) -> Iterator[Part]:
    item: list[bytes] = []
    number = size = start = 0
    tail = b""
    for number in count(len(head) + 1):
        if len(spoilt) >= MAX_SPOILT:
            spoilt.append(f"第 {number} 行以后没有再读")
            return
        line = file.readline(MAX_OUTCOME)
        bare = line.rstrip(b"\r\n")
        if not line or bare in _ENDS:
            tail = line
            break
        is_edge = bare[2:3] != b" "
        opens = bare[2:3] in (b"{", b"[")
        if item and (size > MAX_OUTCOME or (is_edge and opens)):  # the end of the one before is missing
            spoilt.append(f"第 {start} 行起的一条读不出来")
            item = []
        if not item:
            start, size = number, 0
        item.append(line)
        size += len(line)
        if is_edge and bare[-1:] not in (b"{", b"["):  # the last line of an outcome, or all of it
            try:
                yield Part(f"第 {start} 行起的一条", parse(b"".join(item).rstrip().removesuffix(b",")))
            except Spoilt:
                spoilt.append(f"第 {start} 行起的一条读不出来")
            item = []
    if item:
        spoilt.append(f"第 {start} 行起的一条不全")
    rest = file.read(MAX_REST)
    try:
        content = parse(b"".join(chain(head, (tail, rest))))
    except Spoilt:
        spoilt.append(f"第 {number} 行以后不全")
        return
    yield Part("", content)
