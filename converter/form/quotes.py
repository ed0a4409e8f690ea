"""Names under which narratives may quote figures of the tables: 【#新收申请】."""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref

OPEN, CLOSE = "【#", "】"
OPEN_OTHERS = ("【＃", "【 #")
"""The same, as a Chinese keyboard or a hasty hand writes it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A name and the figures whose sum it stands for. Brackets without # are ordinary prose."""

    name: str
    refs: tuple[Ref, ...]

    @property
    def mark(self) -> str:
        """The name as it is written in a text."""
        return f"{OPEN}{self.name}{CLOSE}"
