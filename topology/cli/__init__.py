"""The command line: `farway check`, `diff`, `trace`, `matrix`, `what-if`, `export`, `rules`, `serve`.

Exit codes: 0 clean (trace: reachable), 1 findings at or above --fail-on (trace: blocked, partial or unknown; diff: something got worse;
what-if: a service loses something), 2 input or usage that cannot be used, with one message on standard error.
"""

import gc
import sys
from collections.abc import Sequence

# A short process that builds much and drops little: not to collect saves a tenth of its time.
gc.disable()

from .commands import UsageError, parser  # noqa: E402 (the line above is for the imports, too)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given).parse_args(given)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"farway: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
