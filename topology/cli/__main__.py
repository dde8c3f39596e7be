"""`python -m topology.cli`."""

import sys

from . import main

sys.exit(main())
