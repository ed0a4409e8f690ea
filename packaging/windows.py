"""Make the folder for Windows: `python packaging/windows.py [--zip] OUT` (see README.md beside this file)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from portable.archive import pack
from portable.bytecode import PYTHON
from portable.folder import build_folder
from portable.pins import CACHE
from portable.product import build_product
from portable.resolving import relock


def main() -> int:
    """Make the folder, and its zip if wanted."""
    parser = argparse.ArgumentParser(description="Make xxgk-windows, a folder that starts by double click.")
    parser.add_argument("out", type=Path, help="where the folder (and its zip) is put")
    parser.add_argument("--zip", action="store_true", help="pack it, too")
    parser.add_argument(
        "--python-embed", type=Path, metavar="ZIP", help=f"python-{PYTHON}.x-embed-amd64.zip, else from parts"
    )
    parser.add_argument("--without", nargs="+", default=[], metavar="PACKAGE", help="leave packages out")
    parser.add_argument("--relock", action="store_true", help="first resolve the packages anew")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept")
    options = parser.parse_args()
    if options.relock:
        with tempfile.TemporaryDirectory() as scratch:
            relock(PYTHON, build_product(Path(scratch)))
    try:
        folder = build_folder(
            options.out, options.cache, embedded=options.python_embed, without=options.without
        )
    except ValueError as error:
        parser.error(str(error))
    print(folder)
    if options.zip:
        file = folder.with_suffix(".zip")
        pack(folder, file)
        print(f"{file} ({file.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
