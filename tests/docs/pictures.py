"""The pictures of docs/pictures, taken of the running product: `python -m tests.docs.pictures [NAME …]`.

It needs Chromium and LibreOffice. Word reports want the typefaces of official documents, or free stand-ins
that FONTCONFIG_FILE names. Beside the pictures stands shown.txt: what is to be read on each. A picture is
written anew where that or its size changed, and where it is named.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.docs.pages import ROOT

FOLDER = ROOT / "docs" / "pictures"
SHOWN = FOLDER / "shown.txt"
COLOURS = 64
LARGEST = 130_000
"""Bytes of a picture."""

CHANGING = (
    (re.compile(r"\d{4}年\d{1,2}月\d{1,2}日"), "〔日期〕"),
    (re.compile(r"\d{1,2}月\d{1,2}日( 周.)?"), "〔日期〕"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "〔日期〕"),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?"), "〔时间〕"),
    (re.compile(r"\d+ 天"), "〔天数〕"),
    (re.compile(r"[\d.]+ 秒"), "〔时间〕"),
)
"""What is another with every run, and what stands for it in shown.txt."""


class Picture(NamedTuple):
    """A picture as taken. `text`: what is to be read on it. `draw`: gives its PNG in all colours."""

    name: str
    size: tuple[int, int]
    text: str
    draw: Callable[[], bytes]
    colours: int = COLOURS

    @property
    def entry(self) -> str:
        """Its entry in shown.txt."""
        return f"{self.size[0]} x {self.size[1]}\n{readable(self.text)}\n"


def readable(text: str) -> str:
    """A text as lines without blanks at their ends, and without dates and times."""
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def recorded() -> Mapping[str, str]:
    """The entries of shown.txt by the pictures' names."""
    parts = re.split(r"^## (.+)\n", SHOWN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def record(entries: Mapping[str, str]) -> None:
    """Write shown.txt."""
    SHOWN.write_text("".join(f"## {name}\n{entries[name]}" for name in sorted(entries)), encoding="utf-8")


def small(png: bytes, colours: int) -> bytes:
    """The picture with a palette."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    palette = image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = io.BytesIO()
    palette.save(target, "png", optimize=True)
    return target.getvalue()


def renew(pictures: Iterable[Picture], named: Iterable[str]) -> Iterator[str]:
    """Write the pictures that changed or are named; yields their names. The record is written at the end."""
    known = dict(recorded()) if SHOWN.exists() else {}
    wanted, taken = {*named}, {}
    for picture in pictures:
        taken[picture.name] = picture.entry
        path = FOLDER / picture.name
        if picture.name in wanted or known.get(picture.name) != picture.entry or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small(picture.draw(), picture.colours))
            yield picture.name
    record(known | taken)


def main(words: list[str]) -> None:
    """Take all pictures anew that changed; with names also these, with 全部 every one."""
    from tests.docs import papers, screens

    every = "全部" in words
    if every:
        SHOWN.unlink(missing_ok=True)
    for module in (papers, screens):
        for name in renew(module.pictures(), words):
            size = (FOLDER / name).stat().st_size
            print(f"{name}　{size // 1000} kB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
