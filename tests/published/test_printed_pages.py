"""Published pages printed to PDF files by a browser, in sizes that cut rows at the end of a page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.published.layouts import page, tables_of
from tests.published.test_layouts import REPORT, assert_right_or_told

STYLES = {
    "A4": ("A4;margin:20mm", "14px", "2px", 0),
    "A4 across, large": ("A4 landscape;margin:15mm", "22px", "6px", 0),
    "heads cut in two": ("A4 landscape;margin:20mm", "22px", "6px", 15),
    "heads cut in two, larger": ("A4 landscape;margin:15mm", "26px", "5px", 0),
    "heads cut from their groups": ("A4;margin:20mm", "30px", "9px", 15),
    "numbers that touch the rules": ("A4;margin:20mm", "16px", "0", 28),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
def test_figures_of_a_printed_page_are_right_or_told(name: str, chromium: str, tmp_path: Path) -> None:
    size, font, padding, at_most = STYLES[name]
    style = (
        f"<style>@page{{size:{size}}} body{{font-size:{font}}} "
        f"table{{border-collapse:collapse}} td{{border:1px solid;padding:{padding}}}</style></head>"
    )
    tables = tables_of(REPORT)
    source, printed = tmp_path / "a.html", tmp_path / "a.pdf"
    source.write_bytes(page(tables, REPORT).replace(b"</head>", style.encode()))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    subprocess.run(
        [chromium, *options, profile, f"--print-to-pdf={printed}", source.as_uri()],
        check=True,
        timeout=180,
        capture_output=True,
    )
    assert_right_or_told(tables, at_most=at_most, content=printed.read_bytes())
