"""Run the benchmarks: `python -m tests.bench [--json FILE] [--full] [NAME...]`.

Each module `bench_NAME.py` has `run() -> list[Line]`; ours and the peer are measured in one run.
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

import msgspec


def names() -> list[str]:
    return sorted(
        path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}")
    parser.add_argument("--json", metavar="FILE", help="also write the lines as JSON")
    parser.add_argument("--full", action="store_true", help="history_wire: all 73,000 series")
    options = parser.parse_args()
    if options.full:
        os.environ["BENCH_FULL"] = "1"
    unknown = sorted(set(options.names) - set(names()))
    if unknown:
        parser.error(f"no benchmark named {', '.join(unknown)}; there are {', '.join(names())}")
    lines = []
    print(f"{'name':<34}{'ours':>14}{'peer':>14}{'ratio':>10}  {'goal':<28}met", flush=True)
    for name in options.names or names():
        for line in importlib.import_module(f"tests.bench.bench_{name}").run():
            lines.append(line)
            print(line.text(), flush=True)
    if options.json:
        Path(options.json).write_text(json.dumps(msgspec.to_builtins(lines), indent=1) + "\n")
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
