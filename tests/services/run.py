"""Run tests a second time, on a real PostgreSQL and a real Redis in place of SQLite and the embedded broker.

python -m tests.services.run tests/api tests/designer
"""

import os
import subprocess
import sys

from .servers import servers


def main() -> int:
    with servers() as started:
        command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        return subprocess.run(command, env={**os.environ, **started.environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
