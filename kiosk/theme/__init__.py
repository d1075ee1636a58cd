"""The look of the kiosk: colours, type, frames, fonts and rasters. Knows no window toolkit."""
