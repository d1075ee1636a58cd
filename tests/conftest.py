"""What every test shares: how hypothesis looks for examples.

A busy machine is not a defect, so single examples have no deadline (pytest's own timeout ends what hangs). In CI the
same examples are tried each time, so that a red run is red because of the change at hand; elsewhere new ones are.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
