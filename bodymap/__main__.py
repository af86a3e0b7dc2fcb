"""`python -m bodymap`: the same as the command `bodymap`."""

import sys

from bodymap.cli import main

sys.exit(main())
