"""OpenCV and FFmpeg write about every damaged block to standard error, over what a command says and into a kiosk's log.

What is wrong with a camera or a video is told by this package's own errors and statuses instead.
"""

from __future__ import annotations

import os

import cv2

_QUIET = "-8"
"""FFmpeg's AV_LOG_QUIET."""


def hush() -> None:
    """Before a capture is opened: FFmpeg's level is read from the environment when the first one is. A level that a
    technician has set there stays."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", _QUIET)
    if "OPENCV_LOG_LEVEL" not in os.environ:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
