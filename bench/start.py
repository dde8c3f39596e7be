"""How long `farway check` of one template takes as a whole process, as a ratio to `import pydantic, yaml` in the same run.

python -m bench.start TEMPLATE [ROUNDS]
"""

import json
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROUNDS = 15


def spent(command: list[str]) -> float:
    """The seconds that one run of a command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Run both in turn, so that a busy machine slows both; print the fastest of each and their ratio."""
    template = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    base = [sys.executable, "-c", "import pydantic, yaml"]
    check = [str(BIN / "farway"), "check", template, "--fail-on", "never"]
    times = [(spent(base), spent(check)) for _round in range(rounds)]
    fastest_base, fastest_check = min(t[0] for t in times), min(t[1] for t in times)
    figures = {"base_ms": fastest_base * 1000, "check_ms": fastest_check * 1000, "ratio": fastest_check / fastest_base}
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
