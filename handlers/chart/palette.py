"""How lines are told apart: colours that the colour-blind tell apart too, then dashes."""

# After Okabe and Ito, without their yellow and black: on white, yellow is not seen.
COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#6a3d9a",
    "#57606a",
)
DASHES = ("", "7 3", "2 2.5", "9 3 2 3", "4 4", "14 4", "6 2 2 2 2 2")


def style(index: int, thick: float) -> str:
    """The stroke of the line with this number: 56 of them differ."""
    colour = COLOURS[index % len(COLOURS)]
    dash = DASHES[index // len(COLOURS) % len(DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{colour}" stroke-width="{thick:g}"{dashed}'


def colour(index: int) -> str:
    """The colour of the line with this number."""
    return COLOURS[index % len(COLOURS)]
