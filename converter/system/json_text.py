"""JSON as our files have it, one member a line, written faster than by the library.

The library indents in Python, a piece of text for every bracket; most of what is written here are mappings
from texts to texts, which are joined at once.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def indented(value: Any, margin: str = "") -> str:
    """The same as `json.dumps` with indent=1 and ensure_ascii=False, of mappings whose keys are texts.

    `margin`: before every line but the first.
    """
    return _text(value, f"\n{margin}")


def _text(value: Any, line: str) -> str:
    """`line`: the end of a line with the blanks that begin the next."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is dict and value:
        inner = f"{line} "
        if {*map(type, value.values())} == {str}:
            members = [f"{encode_basestring(key)}: {encode_basestring(text)}" for key, text in value.items()]
        else:
            members = [f"{encode_basestring(key)}: {_text(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if (kind is list or kind is tuple) and value:
        inner = f"{line} "
        return f"[{inner}{f',{inner}'.join([_text(each, inner) for each in value])}{line}]"
    return json.dumps(value, ensure_ascii=False)
