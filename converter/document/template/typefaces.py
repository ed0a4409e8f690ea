"""The typefaces of official documents, in the two sets that offices have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by name, with what a program uses to choose a substitute where it is not installed."""

    name: str
    alternatives: tuple[str, ...]
    panose: str
    charset: str = "86"
    family: str = "modern"
    pitch: str = "fixed"


LATIN = Face("Times New Roman", (), "02020603050405020304", "00", "roman", "variable")


@dataclass(frozen=True, slots=True)
class FontProfile:
    """The typefaces of a report by what they are used for."""

    title: Face
    heading: Face
    subheading: Face
    body: Face
    table: Face
    latin: Face = LATIN

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every typeface once."""
        return (self.title, self.heading, self.subheading, self.body, self.table, self.latin)


GB2312 = FontProfile(
    title=Face("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong"), "03000509000000000000"),
    heading=Face("黑体", ("SimHei",), "02010609060101010101"),
    subheading=Face("楷体_GB2312", ("楷体", "KaiTi", "华文楷体"), "02010609030101010101"),
    body=Face("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋"), "02010609030101010101"),
    table=Face("宋体", ("SimSun",), "02010600030101010101", family="auto", pitch="variable"),
)
"""The typefaces of official documents, installed in offices; those in _GB2312 lack rare characters."""

WINDOWS = FontProfile(
    title=Face(
        "华文中宋", ("STZhongsong", "方正小标宋简体"), "02010600040101010101", family="auto", pitch="variable"
    ),
    heading=GB2312.heading,
    subheading=Face("楷体", ("KaiTi", "楷体_GB2312", "华文楷体"), "02010609060101010101"),
    body=Face("仿宋", ("FangSong", "仿宋_GB2312", "华文仿宋"), "02010609060101010101"),
    table=GB2312.table,
)
"""The typefaces of Windows with Office; they have rare characters too."""

PROFILES = {"gb2312": GB2312, "windows": WINDOWS}
"""The sets of typefaces by their names on the command line."""
