"""The picture of a journey: whole, valid, without style, and with no text upon another."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from tests.workflows.driving import example
from tests.workflows.journeys import FILES
from workflows.definition import decode
from workflows.drawing.diagram import mermaid, svg
from workflows.drawing.layout import TEXT, TITLE, layout, wrap

DEFINITIONS = {name: decode(path.read_bytes()) for name, path in FILES.items()}
every_journey = pytest.mark.parametrize("name", DEFINITIONS)
every_language = pytest.mark.parametrize("lang", ["id", "en"])
SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str, lang: str, current: str | None = None) -> ET.Element:
    return ET.fromstring(svg(DEFINITIONS[name], lang, current))  # type: ignore[arg-type]  # noqa: S314


@every_journey
@every_language
def test_a_picture_names_itself_and_describes_every_move(name: str, lang: str) -> None:
    root, defn = picture(name, lang), DEFINITIONS[name]
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    for move in defn.moves:
        assert (move.title.en if lang == "en" else move.title.id) in (desc.text or "")


@every_journey
def test_a_picture_carries_no_style_script_or_address(name: str) -> None:
    text = svg(DEFINITIONS[name])
    assert "style" not in text
    assert "<script" not in text
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


@every_journey
@every_language
def test_no_text_lies_upon_another_or_outside_the_picture(name: str, lang: str) -> None:
    root = picture(name, lang)
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    boxes = [_extent(text) for text in root.iter(f"{SVG}text")]
    for left, top, right, bottom, told in boxes:
        assert left >= -0.1, told
        assert right <= width + 0.1, told
        assert top >= 0, told
        assert bottom <= height, told
    for one, two in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (one[4], two[4])


def _extent(text: ET.Element) -> tuple[float, float, float, float, str]:
    """Give the rectangle a text takes, by the widths the layout reckons with."""
    told, size = text.text or "", float(text.get("font-size", "12"))
    width = len(told) * (TITLE if text.get("class") == "title" else TEXT) * min(1.0, size / 11)
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    left = x - width / 2 if text.get("text-anchor") == "middle" else x
    return left, y - size * 0.8, left + width, y + size * 0.2, told


@every_journey
def test_a_picture_fits_a_phone(name: str) -> None:
    width = float(str(picture(name, "id").get("viewBox")).split()[2])
    assert width <= 360


@every_journey
def test_the_present_stage_is_marked_for_eyes_and_readers(name: str) -> None:
    root = picture(name, "id", DEFINITIONS[name].meta.initial)
    (here,) = [g for g in root.iter(f"{SVG}g") if g.get("aria-current") == "step"]
    assert "current" in str(here.get("class")).split()
    assert all(g.get("aria-current") is None for g in picture(name, "id").iter(f"{SVG}g"))


@every_journey
def test_badges_do_not_touch(name: str) -> None:
    circles = [
        (float(c.get("cx", 0)), float(c.get("cy", 0))) for c in picture(name, "id").iter(f"{SVG}circle")
    ]
    for (x1, y1), (x2, y2) in combinations(circles, 2):
        assert (x1 - x2) ** 2 + (y1 - y2) ** 2 >= 16**2


@every_journey
def test_lines_of_different_lanes_never_run_upon_each_other(name: str) -> None:
    defn = DEFINITIONS[name]
    placed = layout(defn, {s.id: s.title.id for s in defn.stages}, {})
    for one, two in combinations(placed.buses, 2):
        if (one.side, one.lane) == (two.side, two.lane):
            assert one.span[1] < two.span[0] or two.span[1] < one.span[0]
    ports: list[tuple[str, float]] = []
    for bus in placed.buses:
        ports += [(bus.side, y) for y in (*bus.exits, bus.entry)]
    assert len(ports) == len(set(ports))


@every_journey
@every_language
def test_mermaid_draws_every_arrow_once(name: str, lang: str) -> None:
    defn = DEFINITIONS[name]
    text = mermaid(defn, lang)  # type: ignore[arg-type]
    arrows = [line for line in text.splitlines() if "-->" in line and "[*]" not in line]
    drawn = sum(len(move.source) for move in defn.moves if move.to != "@history")
    assert len(arrows) == drawn
    assert text.startswith("stateDiagram-v2\n")


def test_mermaid_survives_titles_with_its_own_signs() -> None:
    assert "Tutup tujuan tercapai" in mermaid(example())


def test_the_same_journey_draws_the_same_picture() -> None:
    assert svg(example()) == svg(example())


@pytest.mark.parametrize("width", [40, 80, 160])
def test_wrapped_lines_fit_and_lose_nothing(width: int) -> None:
    text = "Pertanggungjawaban pelayanan rehabilitasi sosial dalam panti"
    lines = wrap(text, width, 8)
    assert all(len(line) * 8 <= max(width, 32) for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")
