"""The command line: `farway check`, `diff`, `trace`, `matrix`, `what-if`, `export`, `rules`, `serve`.

Exit codes: 0 clean (trace: reachable), 1 findings at or above --fail-on (trace: blocked, partial or unknown; diff: something got worse;
what-if: a service loses something), 2 input or usage that cannot be used, with one message on standard error.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

# A short process that builds much and drops little: not to collect saves a tenth of its time, nor to at its end a twentieth.
gc.disable()
atexit.register(gc.freeze)

from .commands import UsageError, parser  # noqa: E402 (the line above is for the imports, too)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given).parse_args(given)
    try:
        code = int(options.run(options))
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a failure can be told
        return code
    except UsageError as error:
        print(f"farway: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has enough
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        print(f"farway: {error}", file=sys.stderr)
        return 2


def _drop_output() -> None:
    """Let nobody have what could not be written, so that Python does not try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
