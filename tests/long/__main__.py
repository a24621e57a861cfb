"""What no test has time for, within 45 minutes on two cores: `python -m tests.long [PART…] [--share 0.1] [--seed N]`.

Every part takes a share of its full size and a seed, prints what it saw, and raises SystemExit or AssertionError where
a promise is broken. Exits with 1 when any did, having run them all. CI runs a tenth, with a seed of its own each day.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections.abc import Callable

from tests.long import (
    archive,
    at_once,
    clusters,
    crashes,
    damage,
    enrolled,
    fuzz,
    kills,
    own_files,
    resume,
    said_often,
    scans,
    signals,
    targets,
    volumes,
    word_files,
)

PARTS: dict[str, Callable[[float, int], None]] = {
    "kills": kills.run,
    "signals": signals.run,
    "crashes": crashes.run,
    "at-once": at_once.run,
    "damage": damage.run,
    "resume": resume.run,
    "clusters": clusters.run,
    "archive": archive.run,
    "volumes": volumes.run,
    "fuzz": fuzz.run,
    "fuzz-files": targets.run,
    "word-files": word_files.run,
    "scans": scans.run,
    "enrolled": enrolled.run,
    "own-files": own_files.run,
    "said-often": said_often.run,
}


def main() -> int:
    """Run what was asked for; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.long", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--share", type=float, default=1.0, help="of the full size; CI runs 0.1")
    parser.add_argument("--seed", type=int, default=300)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    broken = []
    for name in options.parts or PARTS:
        print(f"=== {name}", flush=True)
        started = time.perf_counter()
        try:
            PARTS[name](options.share, options.seed)
        except (Exception, SystemExit):  # noqa: BLE001 - whatever broke it, the other parts run
            traceback.print_exc()
            broken.append(name)
        print(f"--- {name}: {time.perf_counter() - started:.0f} s", flush=True)
    print(f"broken: {', '.join(broken)}" if broken else "every promise was kept", flush=True)
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main())
