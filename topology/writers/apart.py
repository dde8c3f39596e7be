"""Writing in a process of its own, which can be stopped at any moment: `python -m topology.writers.apart FORMAT LANGUAGE [RESOURCE]`.

The document comes on standard input, what is written goes to standard output. What cannot be written ends with REFUSED, and with
`{"code", "message"}` on standard error.
"""

import json
import sys
from collections.abc import Sequence

from ..i18n import use_language
from ..model import Topology
from ..model.validation import validated_json
from . import WriteError, write

REFUSED = 3


def main(arguments: Sequence[str]) -> int:
    """Write one document; the exit code."""
    format, language, *resource = arguments
    use_language(language)
    topology = validated_json(Topology, sys.stdin.buffer.read())
    try:
        written = write(topology, format, resource[0] if resource else None)
    except WriteError as error:
        json.dump({"code": error.code, "message": str(error)}, sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(written.content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
