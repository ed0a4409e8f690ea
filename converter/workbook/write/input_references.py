"""References to the inputs of a workbook as parts of formulas, with their values, for the live checks."""

from __future__ import annotations

from collections.abc import Iterable

from converter.form import Ref
from converter.workbook.layout.workbook_layout import figure_addresses, find_cells, layout
from converter.workbook.write import formula as f
from converter.workbook.write.filling import Filling
from converter.workbook.write.formula import Area, Expr, Scalar


class InputReferences:
    """The inputs of a workbook that is filled for one report: the reference of each, and its value."""

    def __init__(self, filling: Filling) -> None:
        self.form, self.filling = filling.form, filling

    def figure(self, ref: Ref) -> Expr:
        """A figure."""
        sheet, position = figure_addresses(self.form)[ref]
        return f.cell(sheet, position, self.filling.figure(ref))

    def figures(self, refs: Iterable[Ref]) -> Area:
        """Several figures of one table."""
        placed = [(figure_addresses(self.form)[ref], self.filling.figure(ref)) for ref in refs]
        return f.area(placed[0][0][0], [(position, value) for (_, position), value in placed])

    def last_year(self, ref: Ref) -> Expr:
        """A figure of last year."""
        for sheet in layout(self.form):
            for cell in sheet.cells:
                if cell.kind == "last_year" and cell.ref == ref:
                    return f.cell(sheet.name, (cell.row, cell.column), self.filling.last_year(ref))
        raise KeyError(ref)

    def entry(self, key: str) -> Expr:
        """A field of the opening."""
        kind = "choice" if self.form.field(key).choices else "entry"
        return self._first(kind, key, self.filling.entry(key))

    def identity(self, key: str) -> Expr:
        """What the workbook says of whom it was issued to, and of what for."""
        sheet, (cell, *_) = find_cells(self.form, "identity", key)
        return f.cell(sheet.name, (cell.row, cell.column), self.filling.text(cell) or None)

    def state(self, table: str) -> Expr:
        """填报状态 of a table."""
        return self._first("state", table, self.filling.report.states[table].text or None)

    def paragraphs(self, narrative: str) -> Area:
        """The paragraphs of a narrative."""
        sheet, cells = find_cells(self.form, "paragraph", narrative)
        return f.area(sheet.name, [((c.row, c.column), self.filling.text(c) or None) for c in cells])

    def texts(self) -> list[str]:
        """The texts of all paragraphs as typed."""
        return [
            self.filling.text(cell)
            for sheet in layout(self.form)
            for cell in sheet.cells
            if cell.kind == "paragraph"
        ]

    def remarks(self, table: str) -> list[tuple[Expr, Expr]]:
        """Cell and text of each remark of a table."""
        return list(zip(self._column("remark_at", table), self._column("remark", table), strict=True))

    def reasons(self) -> list[tuple[Expr, Expr]]:
        """Code and text of each reason."""
        return list(zip(self._column("reason", "编号"), self._column("reason", "理由"), strict=True))

    def _column(self, kind: str, key: str) -> list[Expr]:
        """All text inputs of a kind that belong to a key, one below the other."""
        sheet, cells = find_cells(self.form, kind, key)
        return [f.cell(sheet.name, (c.row, c.column), self.filling.text(c) or None) for c in cells]

    def _first(self, kind: str, key: str, value: Scalar) -> Expr:
        """The first input of a kind that belongs to a key."""
        sheet, (cell, *_) = find_cells(self.form, kind, key)
        return f.cell(sheet.name, (cell.row, cell.column), value)
