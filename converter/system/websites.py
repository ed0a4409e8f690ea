"""Addresses of websites in a text, and whether two of them lead to the same page."""

from __future__ import annotations

import re
from urllib.parse import unquote

from converter.system.patterns import pattern
from converter.system.texts import nfkc

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(
    rf"(?:(?:https?|ftp)[:;]/{{0,3}}|www\.)[\w.%/?#&=:~+@!$*;-]+"
    rf"|(?<![\w@.])(?:{_LABEL}\.)+(?:[a-z]{{2,8}}|中国|公司|网络|政务|公益)(?![\w@])(?::[0-9]+)?(?:/[\w.%/?#&=:~+@!$*;-]*)?",
    re.IGNORECASE,
)
_SCHEME = pattern(r"^(?:https?|ftp)[:;]/*(?:www\.)?|^www\.")
_SAMPLE = pattern(r"^(?:https?:/*)?(?:[\w-]+\.)*(?:x{2,}|\*+|×+)\.", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of a text in which addresses are looked for."""


def web_addresses(text: str) -> list[str]:
    """The addresses of websites in a text, as written but for their width."""
    return _ADDRESS.findall(nfkc(text[:_LONGEST]))


def without_addresses(text: str) -> str:
    """A text without the addresses in it, but for those of a sample site (www.xx.gov.cn)."""
    return _ADDRESS.sub(lambda found: found[0] if _SAMPLE.search(found[0]) else " ", text)


def same_page(one: str, other: str) -> bool:
    """True for two addresses that differ at most in what a browser adds: http://, www., the last slash."""
    return _bare(one) == _bare(other)


def with_address(name: str, address: str) -> str:
    """The name of a website with its address behind it, unless the name has it already."""
    if not name or not address or any(same_page(own, address) for own in web_addresses(name)):
        return name or address
    return f"{name}（{address}）"


def _bare(address: str) -> str:
    plain = unquote(nfkc(address).strip())
    return _SCHEME.sub("", plain.casefold()).rstrip("/")
