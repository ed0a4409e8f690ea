"""Build all that a release is made of, and try each part from nothing: `python packaging/release.py OUT`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from portable.archive import pack
from portable.folder import build_folder
from portable.pins import CACHE, sha256
from portable.product import CHECKOUT
from portable.trying import reports_of_folder, reports_of_package
from portable.wheelhouse import build_wheelhouse

SUMS = "SHA256SUMS"


def main() -> int:
    """Build, try, and write the sums. Nothing stands in OUT unless every part was tried."""
    parser = argparse.ArgumentParser(description="Build and try the packages of a release.")
    parser.add_argument("out", type=Path, help="where the packages are put; new or empty")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        parser.error(f"{out} is not empty")
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        place = Path(scratch)
        packages = _built(place, options.cache)
        wheel, source, folder, _ = packages
        expected = reports_of_package(wheel)
        for name, made in (
            (source.name, reports_of_package(source)),
            (folder.name, reports_of_folder(folder)),
        ):
            if made != expected:
                print(f"{name} makes other reports than {wheel.name}", file=sys.stderr)
                return 1
        (place / SUMS).write_text("".join(f"{sha256(each)}  {each.name}\n" for each in packages), "utf-8")
        for path in (*packages, place / SUMS):
            path.replace(out / path.name)
            print(out / path.name)
    return 0


def _built(place: Path, cache: Path) -> tuple[Path, Path, Path, Path]:
    """Wheel, source distribution, zipped folder for Windows, zipped wheels for Windows."""
    subprocess.run(
        [sys.executable, "-m", "build", "-o", place, CHECKOUT], check=True, stdout=subprocess.DEVNULL
    )
    wheel, source = next(place.glob("*.whl")), next(place.glob("*.tar.gz"))
    version = wheel.name.split("-")[1]
    zips = []
    for made in (build_folder(place, cache), build_wheelhouse(place, cache)):
        zips.append(place / f"{made.name}-{version}.zip")
        pack(made, zips[-1])
    return wheel, source, zips[0], zips[1]


if __name__ == "__main__":
    sys.exit(main())
