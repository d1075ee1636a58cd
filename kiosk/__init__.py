"""The terminal: flows, screens, and what carries them out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fuwutai")
except PackageNotFoundError:  # run from a checkout that was not set up
    __version__ = "0"
