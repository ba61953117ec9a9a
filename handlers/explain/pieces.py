"""Choose what a model gets to read: the heaviest pieces first, each row while there is room. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.explain.tokens import tokens

BETWEEN = 3  # tokens that a row costs besides its words: its end, and the dots of a gap before it
HEADING = 4  # tokens that the first row of a kind costs besides the name of its kind


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a piece; `at` is its place among the rows of its kind."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that a model may be told.

    `kind` names what the rows are, in the plural ("log lines"), and pieces of one kind share their
    rows; `weight` says how much it explains, 1 for what is decisive; `rows` come most telling
    first; `share` is the most that the piece may take of all the room, 0 to 1.
    """

    kind: str
    weight: float
    rows: tuple[Row, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Chosen:
    """The rows of each kind in their places' order, and how many of each were left out."""

    rows: Mapping[str, Mapping[int, str]]
    left: Mapping[str, int]


def choose(pieces: Iterable[Piece], room: int) -> Chosen:
    """What fits into `room` tokens. A row that does not fit keeps no shorter one out."""
    by_weight = sorted(pieces, key=lambda piece: -piece.weight)
    taken: dict[str, dict[int, str]] = defaultdict(dict)
    whole = room
    for piece in by_weight:
        rows = taken[piece.kind]
        mine = min(room, int(whole * piece.share))
        for row in piece.rows:
            cost = tokens(row.text) + BETWEEN + (0 if rows else HEADING + tokens(piece.kind))
            if row.at not in rows and cost <= mine:
                rows[row.at] = row.text
                mine -= cost
                room -= cost
    every: dict[str, set[int]] = defaultdict(set)
    for piece in by_weight:
        every[piece.kind].update(row.at for row in piece.rows)
    return Chosen(
        {kind: dict(sorted(rows.items())) for kind, rows in taken.items() if rows},
        {kind: len(all_ - taken[kind].keys()) for kind, all_ in every.items()},
    )
