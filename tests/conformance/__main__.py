"""Judge an implementation: `python -m tests.conformance SET COMMAND …`, {input} and {output} among its words.

    python -m tests.conformance workbooks xxgk convert {input} -o {output}
    python -m tests.conformance sentences xxgk convert {input} -o {output}
    python -m tests.conformance layouts   xxgk import {input} -o {output}

The command reads the files of a folder and leaves a result.json in another one. Its exit status does not
count. Status: 0 no fault, 1 faults, 2 there is no result.json or no such set.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conformance.judging import Fault, faults, outcomes_in
from tests.conformance.sets import SETS


def main(words: list[str]) -> int:
    """Make the set, run the command, say what is wrong; the status."""
    if len(words) < 2 or words[0] not in SETS:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home:
        given, made = Path(home, "input"), Path(home, "output")
        given.mkdir()
        cases = list(SETS[words[0]]())
        for case in cases:
            (given / case.name).write_bytes(case.make())
        paths = {"{input}": str(given), "{output}": str(made)}
        command = [paths.get(word, word) for word in words[1:]]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        try:
            outcomes = outcomes_in(made / "result.json")
        except FileNotFoundError:
            print("the command left no result.json in {output}", file=sys.stderr)
            return 2
    found = [fault for case in cases for fault in faults(case, outcomes.get(case.name))]
    return _say(words[0], len(cases), found)


def _say(name: str, cases: int, found: list[Fault]) -> int:
    for fault in found:
        print(f"{fault.case.name} ({fault.case.what}): {fault.what}")
    wrong = len({fault.case.name for fault in found})
    print(f"{name}: {cases} cases, {cases - wrong} right, {wrong} not")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
