"""SVG to PNG, with a font of our own: a slim container has none."""

import re
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
DENSITY = 2.5  # pixels for one unit of the drawing
LARGEST = 150_000  # bytes; a picture that is larger is drawn less dense
DENSITIES = (DENSITY, 2.0, 1.6, 1.25)

# What our font has; other alphabets are looked for among the fonts of the system.
_OURS = re.compile(
    r"[\n\x20-\x7e\xa0-\u017f\u0370-\u03ff\u0400-\u045f\u2010-\u203a\u20ac\u2212-\u2265]*"
)


def png(svg: str) -> bytes:
    """The picture of a drawing; the same drawing gives the same bytes on every machine.

    Only a drawing with letters that our font lacks depends on the fonts of the system.
    """
    import resvg_py  # noqa: PLC0415 - only a process that draws pays for it

    files = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
    picture = b""
    for density in DENSITIES:
        picture = bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=density,
                font_files=files,
                font_family="Roboto",
                sans_serif_family="Roboto",
                skip_system_fonts=_OURS.fullmatch(svg) is not None,
            )
        )
        if len(picture) <= LARGEST:
            break
    return picture
