"""How long `farway check` and `farway trace` of one template take as whole processes, as ratios to `import pydantic, yaml` in the same run.

python -m bench.start TEMPLATE [ROUNDS] --from END [--to END]
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent


def spent(command: list[str]) -> float:
    """The seconds that one run of a command takes. Raises SystemExit where it could not use what it was given."""
    start = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    if code not in (0, 1):
        raise SystemExit(code)
    return time.perf_counter() - start


def main() -> None:
    """Run all in turn, so that a busy machine slows all; print the fastest of each and their ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("template")
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--from", dest="source", required=True, help="the end at which the trace begins")
    parser.add_argument("--to", dest="destination", default="internet", help="the end to which the trace leads")
    options = parser.parse_args()
    farway = str(BIN / "farway")
    commands = {
        "base": [sys.executable, "-c", "import pydantic, yaml"],
        "check": [farway, "check", options.template],
        "trace": [farway, "trace", options.template, "--from", options.source, "--to", options.destination],
    }
    rounds = [{name: spent(command) for name, command in commands.items()} for _round in range(options.rounds)]
    fastest = {name: min(times[name] for times in rounds) for name in commands}
    figures = {f"{name}_ms": seconds * 1000 for name, seconds in fastest.items()}
    ratios = {f"{name}_ratio": fastest[name] / fastest["base"] for name in ("check", "trace")}
    print(json.dumps({name: round(value, 2) for name, value in (figures | ratios).items()}))


if __name__ == "__main__":
    main()
