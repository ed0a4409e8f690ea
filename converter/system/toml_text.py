"""TOML files that an office edits: any encoding of a Chinese Windows, mistakes told in words."""

from __future__ import annotations

import codecs
import re
import tomllib
from decimal import Decimal
from typing import Any

from converter.system.errors import UsageError

MAX_SIZE = 500_000
"""Bytes of a file, many times those of any that is in use."""

_LINE = re.compile(r"at line (\d+)")


def toml_tables(content: bytes, file: str, kind: str) -> dict[str, Any]:
    """The tables in the bytes of a file. `file`: how sentences call it; `kind`: what it should be.

    UsageError: it cannot be read, with its line.
    """
    if len(content) > MAX_SIZE:
        raise UsageError(f"{file}太大（超过 {MAX_SIZE // 1000} KB），不是{kind}，请检查路径。")
    try:
        return tomllib.loads(_text(content), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"第 {line[1]} 行" if line else "末尾"
        raise UsageError(
            f"{file}{where}的写法不对：应为“名称 = 值”，文字两边用英文引号，同一项只写一次。"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}不是文本文件，请用“记事本”保存为 UTF-8 文本。") from error
    except (RecursionError, ValueError) as error:  # brackets without end, a number of thousands of digits
        raise UsageError(f"{file}里有一个值读不出来：太长，或者括号太多，请删去。") from error


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16").replace("\r\n", "\n")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return text.replace("\r\n", "\n")
