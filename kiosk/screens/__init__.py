"""What the shopper sees and touches. Everything here is drawn from a state and answers with events.

The toolkit reads its settings while it is imported, and by default takes the program's command line, writes logs and
a configuration of its own: it must be told otherwise before any module of this package imports it.
"""

import os
from pathlib import Path

os.environ.setdefault("KIVY_NO_ARGS", "1")
os.environ.setdefault("KIVY_NO_CONFIG", "1")
os.environ.setdefault("KIVY_NO_FILELOG", "1")
os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
# Otherwise it takes over stderr, and errors of the kiosk vanish in its own log.
os.environ.setdefault("KIVY_LOG_MODE", "PYTHON")
os.environ.setdefault(
    "KIVY_HOME", str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fuwutai" / "kivy")
)
