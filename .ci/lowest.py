"""The lowest version of every package that pyproject.toml allows: a constraints file for pip.

`python .ci/lowest.py test cluster > lowest.txt` covers the package and the extras named; with it
`pip install -c lowest.txt -e '.[test]'` makes an environment that puts every lower bound to the test.
Packages without a bound are left to pip.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path


def lowest(requirement: str) -> str | None:
    """`name==bound` for a requirement `name>=bound,…`; None where it has no lower bound."""
    match = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?>=([0-9][^,;\s]*)", requirement)
    return f"{match[1]}=={match[2]}" if match else None


def main() -> None:
    """Print a line for each bounded requirement of the project and its extras."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [project["optional-dependencies"][name] for name in sys.argv[1:]]
    requirements = [*project["dependencies"], *(entry for extra in extras for entry in extra)]
    for line in sorted(filter(None, map(lowest, requirements))):
        print(line)


if __name__ == "__main__":
    main()
