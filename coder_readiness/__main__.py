"""`python -m coder_readiness`."""

import sys

from coder_readiness.cli import main

sys.exit(main())
