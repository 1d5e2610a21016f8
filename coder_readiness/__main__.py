"""`python -m coder_readiness`."""

import sys

from coder_readiness.cli.main import main

sys.exit(main())
