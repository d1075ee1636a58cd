"""What a screen that looks through the camera says of it."""

from __future__ import annotations

from domain.device_words import CameraStatus
from kiosk.i18n import msg

CAMERA = {
    CameraStatus.ABSENT: msg("镜头没接上"),
    CameraStatus.CLAIMED: msg("镜头正被占用"),
    CameraStatus.FROZEN: msg("镜头没反应"),
    CameraStatus.BLACK: msg("镜头被挡住了"),
    CameraStatus.TOO_DARK: msg("镜头前太暗"),
    CameraStatus.OVEREXPOSED: msg("镜头前太亮"),
    CameraStatus.SLOW: msg("镜头反应慢"),
}
BLIND = (CameraStatus.ABSENT, CameraStatus.CLAIMED, CameraStatus.FROZEN)
"""There is no picture to show: another way is offered."""
