"""Characters that PDF files take from lists of radicals, as the ordinary ones that they look like.

A program that makes a PDF may note for a glyph the radical instead of the character (⼀ for 一, ⻔ for 门),
which looks the same. NFKC puts back those of Kangxi; the supplement's are listed here, of those that are
characters by themselves.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = (
    "⺁厂⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尢⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗忄⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛"
    "⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺵羊⺶羊⺷羊⺸羊⺹耂⺺聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝"
    "⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲龟⻳龟"
)
_PLAIN = dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True)) | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
_PLAIN |= {0x2F3E: "户", 0x2FAD: "青", 0x2FC8: "黄"}  # not the older forms that NFKC gives


def plain_characters(text: str) -> str:
    """The text with ordinary characters for radicals."""
    return text.translate(_PLAIN)
