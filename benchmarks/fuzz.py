"""Fuzzing: `python benchmarks/fuzz.py [MINUTES] [TARGET …]` throws damaged input at everything that reads.

Promised for each target: an answer in time, never an exception that is not one of ours. Input is a real file
or text of ours with changes drawn by Hypothesis, which also makes a failing one small. What it finds is
written to fuzz-found/; when it is mended, it belongs into tests/ as a case with a name.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from fuzz_targets import ODD, TARGETS, Change
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from converter.system.errors import ConverterError

SECONDS = 3.0
"""Processor time that one input may take."""

FOUND = Path("fuzz-found")

changes = st.lists(
    st.builds(
        Change,
        st.floats(0, 0.999),
        st.floats(0, 0.999),
        st.integers(0, 60),
        st.one_of(st.sampled_from(ODD), st.text(max_size=12)),
    ),
    min_size=1,
    max_size=6,
)


def trial(target: Callable[[list[Change]], None], number: int, examples: int) -> int:
    """Try a target with some inputs; the number of those tried. Raises what a fault raises."""
    tried = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(changes)
    def run(made: list[Change]) -> None:
        nonlocal tried
        tried += 1
        start = time.process_time()
        with suppress(ConverterError):  # ours: a sentence for the user
            target(made)
        spent = time.process_time() - start
        assert spent < SECONDS, f"took {spent:.1f} s"

    run()
    return tried


def main() -> int:
    """Fuzz the targets in turn until the time is over; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=60)
    parser.add_argument("--inputs", type=int, default=100, help="inputs of a target before the next one")
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    given_words: Any = parser.parse_args()
    chosen = {name: TARGETS[name] for name in given_words.targets or TARGETS}
    tried, faults = dict.fromkeys(chosen, 0), dict.fromkeys(chosen, 0)
    end, number = time.monotonic() + given_words.minutes * 60, int.from_bytes(os.urandom(4), "big")
    print(f"seed {number}", flush=True)
    while time.monotonic() < end:
        for name, target in chosen.items():
            number += 1
            try:
                tried[name] += trial(target, number, given_words.inputs)
            except Exception:
                faults[name] += 1
                FOUND.mkdir(exist_ok=True)
                (FOUND / f"{name}-{number}.txt").write_text(traceback.format_exc(), encoding="utf-8")
                print(f"{name}: a fault, see {FOUND}/{name}-{number}.txt", flush=True)
    for name in chosen:
        print(f"{name:10} {tried[name]:8} inputs {faults[name]:4} rounds with a fault")
    return min(sum(faults.values()), 1)


if __name__ == "__main__":
    sys.exit(main())
