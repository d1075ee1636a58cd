"""Writes icons.svg, the one picture file of the console and the tracking page, from the icon font. Run by hand after
adding a name:  .venv/bin/python assets/console/make_icons.py
"""

from pathlib import Path

import fonticon_mdi7
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

NAMES = """
account-clock account-eye account-arrow-right alert-octagon-outline arrow-left arrow-right badge-account barcode-off
barcode-scan camera-off-outline cancel check-bold check-circle chevron-down chevron-right clipboard-text-clock
clock-alert clock-outline close cloud-alert-outline dots-horizontal email-alert-outline eye-off-outline eye-outline
gift-outline hand-back-right-outline history human-greeting information-outline link-variant lock magnify monitor
monitor-dashboard pause phone printer-alert receipt-text-outline shield-alert-outline shield-check storefront-outline
timer-sand translate tray-alert walk wifi wifi-off keyboard-outline account-group flag-checkered star-outline
map-marker stairs escalator map-marker-path arrow-up arrow-top-left arrow-top-right arrow-left-top arrow-right-top
arrow-u-down-left elevator-passenger slope-uphill
""".split()  # noqa: SIM905  # a list to be read and added to


def main() -> None:
    font = TTFont(Path(fonticon_mdi7.__file__).parent / "fonts" / "materialdesignicons-webfont.ttf")
    glyphs, ascent = font.getGlyphSet(), font["hhea"].ascent
    assert font["head"].unitsPerEm == 512
    symbols = []
    for name in sorted(NAMES):
        pen = SVGPathPen(glyphs, ntos=lambda v: f"{v:g}")
        glyphs[name].draw(pen)
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 512 512">'
            f'<path fill="currentColor" transform="matrix(1 0 0 -1 0 {ascent})" d="{pen.getCommands()}"/></symbol>'
        )
    text = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (Path(__file__).parent / "web" / "icons.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
