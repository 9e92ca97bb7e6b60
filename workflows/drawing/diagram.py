"""A journey as a picture: Mermaid text for documents, and an SVG that needs no other program.

The SVG carries a title and a description, classes and presentation attributes but no style, so that it shows
under a strict content policy and also as a file by itself. It is laid out upright, for a phone.
"""

from html import escape
from typing import Literal

from workflows.definition import HISTORY, SAME, Definition, Label, Sla
from workflows.drawing.layout import (
    BADGE,
    BOX,
    LINE,
    MARGIN,
    TEXT,
    Box,
    Bus,
    Layout,
    layout,
    step_lines,
    wrap,
)

Lang = Literal["id", "en"]

_UNITS = {
    "id": {"hours": "jam", "calendar": "hari kalender", "working": "hari kerja"},
    "en": {"hours": "hours", "calendar": "calendar days", "working": "working days"},
}
_WORDS = {
    "id": {
        "journey": "Alur",
        "from": "dari",
        "back": "kembali ke asalnya",
        "same": "tetap di tahap itu",
        "to": "sampai",
        "legal": "undang-undang",
    },
    "en": {
        "journey": "Journey",
        "from": "from",
        "back": "back where it came from",
        "same": "stays there",
        "to": "to",
        "legal": "law",
    },
}


def _say(label: Label, lang: Lang) -> str:
    return label.en if lang == "en" else label.id


def mermaid(defn: Definition, lang: Lang = "id") -> str:
    """Draw a journey as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"  [*] --> {defn.meta.initial}"]
    lines += [f"  {stage.id}: {_plain(_say(stage.title, lang))}" for stage in defn.stages]
    for move in defn.moves:
        for stage in move.source:
            name = _plain(_say(move.title, lang))
            back = _plain(_WORDS[lang]["back"])
            if move.to == HISTORY:
                lines.append(f"  note right of {stage}: {name} ({back})")
            else:
                lines.append(f"  {stage} --> {stage if move.to == SAME else move.to}: {name}")
    lines += [f"  {stage.id} --> [*]" for stage in defn.stages if stage.kind == "final"]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Leave out what Mermaid reads as its own signs."""
    return " ".join("".join(" " if c in ':;#"{}[]<>' else c for c in text).split())


def limit(sla: Sla, lang: Lang) -> str:
    """Write a limit as people say it: "10 hari kerja"."""
    legal = f" ({_WORDS[lang]['legal']})" if sla.legal else ""
    return f"{sla.limit} {_UNITS[lang][sla.unit]}{legal}"


def svg(defn: Definition, lang: Lang = "id", current: str | None = None) -> str:
    """Draw a journey as SVG; `current` marks the stage a case is in."""
    titles = {stage.id: _say(stage.title, lang) for stage in defn.stages}
    notes = {stage.id: limit(stage.sla, lang) for stage in defn.stages if stage.sla}
    placed = layout(defn, titles, notes)
    legend, height = _legend(placed, lang)
    name = f"{_WORDS[lang]['journey']}: {_say(defn.meta.title, lang)}"
    key = f"journey-{defn.meta.id.lower()}"
    shapes = [
        *(_bus(bus, placed) for bus in placed.buses),
        *(_step(row, placed, lang) for row in placed.steps),
        *(_box(box, placed, current) for box in placed.boxes),
        *legend,
    ]
    body = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="journey" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {placed.width:g} {height:g}" '
        f'font-family="sans-serif" font-size="12" color="#1b2733" fill="currentColor">\n'
        f'<title id="{key}-title">{escape(name)}</title>\n'
        f'<desc id="{key}-desc">{escape(_told(placed, lang, titles, current))}</desc>\n{body}\n</svg>\n'
    )


def _told(placed: Layout, lang: Lang, titles: dict[str, str], current: str | None) -> str:
    """Tell the same in words: the stages in their order, then every move."""
    words = _WORDS[lang]
    here = f" ({titles[current]} ●)" if current in titles else ""
    lines = [" → ".join(titles[box.stage.id] for box in placed.boxes) + here]
    for row, moves in placed.steps.items():
        lines += [
            f"{_say(m.title, lang)}: {words['from']} {titles[placed.boxes[row].stage.id]}" for m in moves
        ]
    return ". ".join([*lines, *(text for _, text in _legend_texts(placed, lang))]) + "."


def _box(box: Box, placed: Layout, current: str | None) -> str:
    here = box.stage.id == current
    classes = f"stage {box.stage.kind}" + (" current" if here else "")
    look = (
        'fill="currentColor" fill-opacity="0.14" stroke-width="3"'
        if here
        else 'fill="none" stroke-width="1.2"'
    )
    dash = ' stroke-dasharray="5 4"' if box.stage.kind == "hold" else ""
    round_by = 14 if box.stage.kind in {"final", "hold"} else 5
    x, middle = placed.left, placed.left + BOX / 2
    lines = [(line, "title", ' font-weight="600"') for line in box.title]
    lines += [(box.note, "limit", ' font-size="11"')] if box.note else []
    top = box.y + (box.height - LINE * len(lines)) / 2 + 11
    texts = "".join(
        f'<text class="{kind}" x="{middle:g}" y="{top + LINE * n:g}" text-anchor="middle"{extra}>{escape(line)}</text>'
        for n, (line, kind, extra) in enumerate(lines)
    )
    mark = ' aria-current="step"' if here else ""
    return (
        f'<g class="{classes}"{mark}><rect x="{x:g}" y="{box.y:g}" width="{BOX}" height="{box.height:g}" '
        f'rx="{round_by}" stroke="currentColor" {look}{dash}/>{texts}</g>'
    )


def _step(row: int, placed: Layout, lang: Lang) -> str:
    """Draw the arrow from a row to the next, its names to the right of it."""
    box, below = placed.boxes[row], placed.boxes[row + 1]
    x, start, end = placed.left + BOX / 2 - 26, box.y + box.height, below.y
    lines = [line for move in placed.steps[row] for line in step_lines(_say(move.title, lang))]
    texts = "".join(
        f'<text class="move" x="{x + 9:g}" y="{start + 16 + LINE * n:g}" font-size="11">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return f'<g class="step">{_line(f"M{x:g} {start:g}V{end - 6:g}")}{_head(x, end, "down")}{texts}</g>'


def _bus(bus: Bus, placed: Layout) -> str:
    right = bus.side == "right"
    edge = placed.left + (BOX if right else 0)
    out = placed.lane * (bus.lane + 1)
    x = edge + (out if right else -out)
    low, high = min(*bus.exits, bus.entry), max(*bus.exits, bus.entry)
    inward = edge + 6 if right else edge - 6
    branches = "".join(f"M{edge:g} {y:g}H{x:g}" for y in bus.exits)
    path = f"{branches}M{x:g} {low:g}V{high:g}M{x:g} {bus.entry:g}H{inward:g}"
    badge = (
        f'<circle cx="{x:g}" cy="{bus.badge:g}" r="{BADGE}" class="badge" fill="#fff" stroke="currentColor"/>'
        f'<text class="number" x="{x:g}" y="{bus.badge + 3.5:g}" text-anchor="middle" font-size="10">{bus.number}</text>'
    )
    head = _head(edge, bus.entry, "left" if right else "right")
    return f'<g class="bus {bus.moves[0].kind}">{_line(path)}{head}{badge}</g>'


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor"/>'


def _head(x: float, y: float, way: str) -> str:
    """Draw an arrow's head whose point is at (x, y)."""
    corners = {"down": ((-4, -7), (4, -7)), "left": ((7, -4), (7, 4)), "right": ((-7, -4), (-7, 4))}[way]
    points = " ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in ((0, 0), *corners))
    return f'<polygon points="{points}"/>'


def _legend_texts(placed: Layout, lang: Lang) -> list[tuple[str, str]]:
    """Give a line for every move that is not a straight step: its badge and what it says."""
    words = _WORDS[lang]
    rows = {box.stage.id: box.row for box in placed.boxes}
    texts: list[tuple[str, str]] = []
    for bus in placed.buses:
        for n, move in enumerate(bus.moves):
            origins = _origins(sorted(rows[stage] for stage in move.source), placed, lang)
            to = _say(placed.boxes[bus.target].stage.title, lang)
            texts.append(("" if n else str(bus.number), f"{_say(move.title, lang)}: {origins} → {to}"))
    for move in placed.loops:
        origins = _origins(sorted(rows[stage] for stage in move.source), placed, lang)
        how = words["back"] if move.to == HISTORY else words["same"]
        texts.append(("↺", f"{_say(move.title, lang)}: {origins}, {how}"))
    return texts


def _origins(rows: list[int], placed: Layout, lang: Lang) -> str:
    """Name the stages a move leaves; a run of three or more by its ends."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    words, names = _WORDS[lang], [_say(box.stage.title, lang) for box in placed.boxes]
    origins: list[str] = []
    for run in runs:
        short = len(run) > 2  # noqa: PLR2004 - a run of two is shorter written out
        origins += (
            [f"{names[run[0]]} {words['to']} {names[run[-1]]}"] if short else [names[row] for row in run]
        )
    return f"{words['from']} {', '.join(origins)}"


def _legend(placed: Layout, lang: Lang) -> tuple[list[str], float]:
    """Write the legend below the picture; give its lines and the height of the whole."""
    y, x = placed.height + 4, MARGIN + 24
    shapes: list[str] = []
    for badge, text in _legend_texts(placed, lang):
        shapes.append(f'<text class="number" x="{MARGIN + 6}" y="{y:g}" font-size="11">{badge}</text>')
        for line in wrap(text, placed.width - x - MARGIN, TEXT):
            shapes.append(f'<text class="legend" x="{x}" y="{y:g}" font-size="11">{escape(line)}</text>')
            y += LINE
        y += 4
    return shapes, y + MARGIN
