"""Fail every call of a run to the system, in every way, and say what came of it (docs/reliability.md).

    python benchmarks/faults.py [--scene first] [--kinds ENOSPC,KILL] [--jobs 2] [--every 1] [--verbose]

Prints the problems, then a table: kinds of faults by outcome. Exit 1 where there is a problem. A disk that is
full from a call on that needs no space is the same as from the next one that does: only those are tried.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from math import gcd
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.faults.hook import KINDS, WRITING, Fault
from tests.faults.judge import Trial, attempt, reference
from tests.faults.scene import SCENES, scene

MEMORY = Path("/dev/shm")


def trials(
    name: str,
    kinds: tuple[str, ...],
    part: int,
    parts: int,
    every: int,
    only: Collection[int],
    sample: int = 0,
) -> list[Trial]:
    """One of several equal parts of a scene's faults."""
    with scene(name, MEMORY if MEMORY.is_dir() else None) as home:
        usual = reference(home)
        numbers = range(1, len(usual.calls) + 1, every)
        faults = [
            Fault(number, kind)
            for number in numbers
            for kind in kinds
            if (not only or number in only) and (kind != "FULL" or usual.calls[number - 1].what in WRITING)
        ]
        if sample:
            step = max(1, len(faults) // sample)
            while gcd(step, len(kinds)) > 1:  # so that no kind is left out
                step += 1
            faults = faults[::step]
        done = []
        for fault in faults[part::parts]:
            done.append(attempt(home, usual, fault))
            if done[-1].problems:  # at once, as all of them take an hour
                print(name, *fault, *done[-1].call, "→", done[-1].kind, file=sys.stderr)
                print(*done[-1].problems, sep="\n    ", file=sys.stderr, flush=True)
        return done


def main() -> int:
    """Try the faults that the options name; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scene", default=",".join(SCENES))
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--only", default="", metavar="N,N", help="numbers of calls")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    kinds = tuple(options.kinds.split(","))
    only = frozenset(map(int, filter(None, options.only.split(","))))
    flawed = 0
    for name in options.scene.split(","):
        with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
            parts = [
                pool.submit(trials, name, kinds, part, options.jobs, options.every, only, options.sample)
                for part in range(options.jobs)
            ]
            done = [trial for part in parts for trial in part.result()]
        for trial in done:
            if trial.problems or options.verbose:
                print(name, *trial.fault, *trial.call, "→", trial.kind)
            for problem in trial.problems:
                print(f"    {problem}")
            if options.verbose:
                print(trial.text)
        flawed += sum(bool(trial.problems) for trial in done)
        counted = Counter((trial.fault.kind, trial.kind) for trial in done)
        ends = sorted({end for _, end in counted})
        print(f"\n{name}: {len(done)} faults\n| fault | {' | '.join(ends)} |")
        for kind in kinds:
            print(f"| {kind} | {' | '.join(str(counted[kind, end]) for end in ends)} |")
    print(f"{flawed} with problems")
    return flawed > 0


if __name__ == "__main__":
    sys.exit(main())
