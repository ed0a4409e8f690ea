"""Two reports compared as a page that needs no other file: sentences side by side, what differs marked."""

from __future__ import annotations

from importlib.resources import files

import jinja2

from converter.compare.pair import PairChanges, pieces
from converter.form import Form
from converter.report.report import Value, plain
from converter.system.text_stamps import HTML, stamped_text
from converter.system.web import content_policy


def pair_page(changes: PairChanges, form: Form) -> bytes:
    """The page; the same changes give the same bytes."""
    folder = files(__package__)
    style = (folder / "pair.css").read_text("utf-8")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, autoescape=True, keep_trailing_newline=True
    )
    template = environment.from_string((folder / "pair.html").read_text("utf-8"))
    sentences = [(form.narratives[change.narrative].label, *pieces(change)) for change in changes.sentences]
    figures = [
        (form.label(c.ref), _shown(c.before), _shown(c.after), _shown(c.difference)) for c in changes.figures
    ]
    before, after = (f"{report.agency}{report.year}年（{report.source}）" for report in changes[:2])
    text = template.render(
        before=before,
        after=after,
        figures=figures,
        sentences=sentences,
        style=style,
        policy=content_policy(style),
    )
    return stamped_text(text.encode(), HTML)


def _shown(value: Value | None) -> str:
    return "" if value is None else plain(value)
