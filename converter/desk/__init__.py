"""The county's desk: what goes back, where every agency stands, what is new, and a log of it all."""

from converter.desk.lines import Board, Line, board, lines, urging
from converter.desk.news import News, news
from converter.desk.order import put_in_order
from converter.desk.returning import letter_text, return_copies, returned_copy

__all__ = [
    "Board",
    "Line",
    "News",
    "board",
    "letter_text",
    "lines",
    "news",
    "put_in_order",
    "return_copies",
    "returned_copy",
    "urging",
]
