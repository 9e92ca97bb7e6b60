"""Where the boxes and lines of a journey go: one column of stages, forward lines straight down.

What jumps ahead or closes runs in lanes on the right, what goes back or waits in lanes on the left. All that comes
to a stage on one side shares a lane; lanes are numbered and their moves named in a legend, so no text meets another.
Lengths are in units of the picture, about a pixel on a phone.
"""

from collections.abc import Iterable

import msgspec

from workflows.definition import HISTORY, SAME, Definition, Move, Stage

PHONE = 360
BOX = 176
BADGE = 8
LANE = 18
"""Width of a lane; less where there are more lanes than a phone has room for."""
GAP = 26
LINE = 15
ATTACH = 13
MARGIN = 8
TEXT = 6.4
"""Width of a character of the small text, generously."""
TITLE = 7.8


class Box(msgspec.Struct):
    """A stage: its place in the column and its lines of text."""

    stage: Stage
    row: int
    title: list[str]
    note: str
    y: float = 0
    height: float = 0
    left: int = 0
    right: int = 0


class Bus(msgspec.Struct):
    """Moves that share a lane because they lead to the same row; `number` is its badge."""

    moves: list[Move]
    sources: list[int]
    target: int
    side: str
    number: int = 0
    lane: int = 0
    exits: list[float] = []
    entry: float = 0
    badge: float = 0

    @property
    def span(self) -> tuple[int, int]:
        """The rows it passes."""
        rows = [*self.sources, self.target]
        return min(rows), max(rows)


class Layout(msgspec.Struct):
    """Everything placed. `steps` are the straight moves from each row to the next."""

    boxes: list[Box]
    buses: list[Bus]
    steps: dict[int, list[Move]]
    loops: list[Move]
    lane: float = LANE
    left: float = 0
    width: float = 0
    height: float = 0


def wrap(text: str, width: float, character: float) -> list[str]:
    """Break a text into lines that fit a width; a longer word is broken as well."""
    most = max(4, int(width // character))
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and len(lines[-1]) + 1 + len(rest) <= most:
            lines[-1] += f" {rest}"
            continue
        while len(rest) > most:
            lines.append(rest[: most - 1] + "-")
            rest = rest[most - 1 :]
        lines.append(rest)
    return lines or [""]


def layout(defn: Definition, titles: dict[str, str], notes: dict[str, str]) -> Layout:
    """Place a journey; `titles` and `notes` give each stage's texts in the language wanted."""
    order = sorted(defn.stages, key=lambda stage: {"final": 1, "hold": 2}.get(stage.kind, 0))
    boxes = [
        Box(stage, row, wrap(titles[stage.id], BOX - 34, TITLE), notes.get(stage.id, ""))
        for row, stage in enumerate(order)
    ]
    rows = {box.stage.id: box.row for box in boxes}
    placed = Layout(boxes, [], {}, [])
    _sort_moves(placed, defn, rows)
    _lanes(placed.buses)
    _measure(placed)
    return placed


def _sort_moves(placed: Layout, defn: Definition, rows: dict[str, int]) -> None:
    """Tell straight steps from lanes and loops."""
    for move in defn.moves:
        sources = sorted(rows[stage] for stage in move.source)
        if move.to in {SAME, HISTORY}:
            placed.loops.append(move)
        elif sources == [rows[move.to] - 1] and move.kind in {"forward", "close"}:
            placed.steps.setdefault(sources[0], []).append(move)
        else:
            _into_a_bus(placed.buses, move, sources, rows[move.to])
    placed.buses.sort(key=lambda bus: (bus.span[0], bus.span[1]))
    for number, bus in enumerate(placed.buses, start=1):
        bus.number = number


def _into_a_bus(buses: list[Bus], move: Move, sources: list[int], target: int) -> None:
    """Put a move into the lane it shares, or into one of its own."""
    ending = move.kind in {"close", "reclassify"}
    side = "right" if ending or (move.kind == "forward" and min(sources) < target) else "left"
    for bus in buses:
        if (bus.target, bus.side) == (target, side):
            bus.moves.append(move)
            bus.sources = sorted({*bus.sources, *sources})
            return
    buses.append(Bus([move], sources, target, side))


def _lanes(buses: Iterable[Bus]) -> None:
    """Give each bus the lane nearest the column that is free over its rows."""
    taken: dict[str, list[list[tuple[int, int]]]] = {"left": [], "right": []}
    for bus in sorted(buses, key=lambda b: b.span[1] - b.span[0]):
        lanes = taken[bus.side]
        low, high = bus.span
        free = (n for n, spans in enumerate(lanes) if all(high < a or low > b for a, b in spans))
        bus.lane = next(free, len(lanes))
        if bus.lane == len(lanes):
            lanes.append([])
        lanes[bus.lane].append((low, high))


def _measure(placed: Layout) -> None:
    lanes = {
        side: 1 + max((b.lane for b in placed.buses if b.side == side), default=-1)
        for side in ("left", "right")
    }
    wide = {side: count + 1 if count else 0 for side, count in lanes.items()}
    placed.lane = min(LANE, (PHONE - BOX - 2 * MARGIN) / max(1, sum(wide.values())))
    placed.left = MARGIN + wide["left"] * placed.lane
    placed.width = placed.left + BOX + wide["right"] * placed.lane + MARGIN
    _heights(placed)
    for bus in placed.buses:
        bus.exits = [_attach(placed.boxes[row], bus.side) for row in bus.sources]
        bus.entry = _attach(placed.boxes[bus.target], bus.side)
    _badges(placed)


def _badges(placed: Layout) -> None:
    """Put each badge on its lane, near the middle, where it touches no other."""
    done: list[Bus] = []
    for bus in placed.buses:
        low, high = min(*bus.exits, bus.entry), max(*bus.exits, bus.entry)
        near = sorted(range(int(low), int(high) + 1), key=lambda y: abs(y - (low + high) / 2))
        beside = [other for other in done if other.side == bus.side]
        free = (y for y in near if all(_apart(placed.lane, bus.lane, y, other) for other in beside))
        bus.badge = next(free, (low + high) / 2)
        done.append(bus)


def _apart(lane: float, own: int, y: float, other: Bus) -> bool:
    return (lane * (own - other.lane)) ** 2 + (y - other.badge) ** 2 >= (2 * BADGE + 1) ** 2


def _heights(placed: Layout) -> None:
    ends: dict[tuple[int, str], int] = {}
    for bus in placed.buses:
        for row in (*bus.sources, bus.target):
            ends[row, bus.side] = ends.get((row, bus.side), 0) + 1
    y = float(MARGIN)
    for box in placed.boxes:
        lines = len(box.title) + bool(box.note)
        ports = max(ends.get((box.row, "left"), 0), ends.get((box.row, "right"), 0))
        box.y, box.height = y, max(16 + lines * LINE, ATTACH * (ports + 1))
        labels = sum(len(step_lines(move.title.id)) for move in placed.steps.get(box.row, ()))
        english = sum(len(step_lines(move.title.en)) for move in placed.steps.get(box.row, ()))
        y += box.height + max(GAP, 12 + LINE * max(labels, english))
    placed.height = y


def step_lines(text: str) -> list[str]:
    """Break the name of a straight step into lines beside its arrow."""
    return wrap(text, BOX / 2 + 14, TEXT)


def _attach(box: Box, side: str) -> float:
    """Give the next free height on a side of a box."""
    used = box.left if side == "left" else box.right
    if side == "left":
        box.left += 1
    else:
        box.right += 1
    return box.y + ATTACH * (used + 1) - 1
