"""Make the folder of wheels for Windows: `python packaging/wheelhouse.py OUT` (see README.md)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from portable.pins import CACHE
from portable.product import build_product
from portable.resolving import relock
from portable.wheelhouse import VERSIONS, build_wheelhouse


def main() -> int:
    """Make the folder."""
    parser = argparse.ArgumentParser(description="Make xxgk-wheelhouse, to install where Python is.")
    parser.add_argument("out", type=Path, help="where the folder is put")
    parser.add_argument("--relock", action="store_true", help="first resolve the packages anew")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept")
    options = parser.parse_args()
    if options.relock:
        with tempfile.TemporaryDirectory() as scratch:
            product = build_product(Path(scratch))
            for version in VERSIONS:
                relock(version, product)
    print(build_wheelhouse(options.out, options.cache))
    return 0


if __name__ == "__main__":
    sys.exit(main())
