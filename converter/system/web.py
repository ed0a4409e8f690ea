"""What a web page that we write may do, and how it and a workbook link to a file beside it."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

_ESCAPED = frozenset('%#"<>[]^`{}|? ')
"""Characters that have a meaning in the target of a link, or may not stand in one."""


def content_policy(style: str) -> str:
    """The Content-Security-Policy of a page with this style sheet, and with nothing else but text and links.

    A browser then runs no script and asks for no file, picture or address, whatever stands in the page.
    `style`: all that stands between the tags, character by character.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page_link(path: str) -> str:
    """The address, in a page, of a file at a path relative to it."""
    address = quote(path)
    return address if ":" not in path.partition("/")[0] else f"./{address}"


def workbook_link(path: str) -> str:
    """The same in a workbook: what would be a place in the file, or an escape, is escaped."""
    return "".join(quote(one) if one in _ESCAPED else one for one in path)
