"""What a marked copy costs, in CPU seconds: `python benchmarks/copies.py FOLDER`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from converter.batch.conversion import Job, convert_workbook
from converter.desk.returned_copies import BACK, returned_copy


def main() -> None:
    """Print the seconds for one copy, all imported and every copy made before."""
    contents = [(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[1]).glob("*.xlsx"))]
    outcomes = [(content, convert_workbook(content, name, Job(None))) for name, content in contents]
    going_back = [(content, outcome) for content, outcome in outcomes if outcome.status in BACK]
    taken = []
    for _ in range(2):
        start = time.process_time()
        for content, outcome in going_back:
            returned_copy(content, outcome)
        taken.append((time.process_time() - start) / len(going_back))
    print(min(taken))


if __name__ == "__main__":
    main()
