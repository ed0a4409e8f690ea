"""Write every generated page of this checkout."""

from __future__ import annotations

from converter.system.files import write_whole
from tests import placeholders
from tests.docs.pages import PAGES, ROOT

if __name__ == "__main__":
    for path, text in PAGES.items():
        write_whole(ROOT / path, text().encode())
    names = placeholders.PAGE
    write_whole(names, placeholders.refreshed(names.read_text(encoding="utf-8")).encode())
