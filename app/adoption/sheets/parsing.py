"""From a row's cells to what it tells, with every complaint at once. Pure: names of places and stages come later."""

import re
from datetime import date

import msgspec

from app.adoption.sheets.columns import COLUMNS, header
from app.adoption.sheets.reading import Cell, SheetRow
from app.clients import nik as niks
from app.web.forms.converters import CONVERTERS, Wrong
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language
from app.web.i18n.formats import day
from app.web.i18n.lists import CODES
from workflows.commands import Known

NEW = "BARU"
_LONGEST = {"name": 200, "reference": 60, "note": 4000, "worker": 60}
_MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)
_WRITTEN = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", re.IGNORECASE)
_SEX = {
    "l": "L",
    "laki-laki": "L",
    "laki laki": "L",
    "lk": "L",
    "p": "P",
    "perempuan": "P",
    "pr": "P",
    "m": "L",
    "f": "P",
}


class RowTold(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, its words for places, stages and people still as they were written."""

    reference: str = ""
    client: str = ""
    name: str = ""
    sex: str = "TIDAK_DIKETAHUI"
    born: date | None = None
    about: int | None = None
    nik: str = ""
    type: str
    journey: str = ""
    region: str
    opened: date
    stage: str
    entered: date
    done: tuple[Known, ...] = ()
    milestones: dict[str, date] = {}
    held: date | None = None
    hold_reason: str = ""
    outcome: str = ""
    worker: str = ""
    source: str = ""
    urgency: str = "BIASA"
    note: str = ""


def texts(row: SheetRow) -> dict[str, str]:
    """Return what stood in the row's cells, as text."""
    return {key: _text(value) for key, value in row.cells.items()}


def parse(row: SheetRow) -> tuple[RowTold | None, list[str]]:
    """Return what the row tells, or every complaint."""
    found: dict[str, object] = {}
    formula = _("The cell holds a formula. Paste its value instead.")
    said = [_named(key, formula) for key in sorted(row.formulas)]
    for key, value in row.cells.items():
        if key in row.formulas:
            continue
        try:
            found[key] = _READ.get(key, _plain)(key, value)
        except Wrong as wrong:
            said.append(_named(key, str(wrong)))
    missing = [one.key for one in COLUMNS if one.required and one.key not in row.cells]
    said += [_named(key, _("This must be filled in.")) for key in missing]
    if not row.cells.keys() & {"client", "name"} or (found.get("client") == NEW and "name" not in row.cells):
        said.append(_named("name", _("This must be filled in.")))
    if said:
        return None, said
    return msgspec.convert(found, RowTold), []


def _named(key: str, sentence: str) -> str:
    return f"{header(key, language())}: {sentence}"


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _plain(key: str, value: Cell) -> str:
    text = " ".join(_text(value).split()) if key != "note" else _text(value)
    if len(text) > _LONGEST.get(key, 120):
        raise Wrong(_("At most %(most)s characters.", most=str(_LONGEST.get(key, 120))))
    return text


def _day(_key: str, value: Cell) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        raise Wrong(_("This is a number, not a date. Format the cell as a date or write it as 22/03/2022."))
    return date_in(_text(value))


def date_in(text: str) -> date:
    """Read a date that was typed: 22/03/2022, 2022-03-22 or 22 Maret 2022; a time of day behind it is left out."""
    if match := _WRITTEN.fullmatch(text.strip()):
        names = [place for place, name in enumerate(_MONTHS, 1) if name.startswith(match[2].casefold()[:3])]
        if names:
            text = f"{match[1]}/{names[0]}/{match[3]}"
    found: date = CONVERTERS[date](re.sub(r"[ T]\d{1,2}[:.]\d{2}.*$", "", text.strip()))
    return found


def _about(_key: str, value: Cell) -> int:
    found: int = CONVERTERS[int](_text(value))
    return found


def _nik(_key: str, value: Cell) -> str:
    """Refuse a number cell: spreadsheets keep fifteen digits, so the sixteenth of such a NIK is not to be believed."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Wrong(
            _("A number cell loses the last digit of a NIK. Format the cell as text and write the NIK anew.")
        )
    return niks.cleaned(_text(value))


def _sex(_key: str, value: Cell) -> str:
    text = _text(value).casefold()
    if text not in _SEX:
        raise Wrong(_("Write L or P, or leave it empty."))
    return _SEX[text]


def _code(key: str, value: Cell) -> str:
    text = _text(value).upper().replace(" ", "_")
    if text not in CODES[key]:
        raise Wrong(_("“%(code)s” is no code on the list.", code=_text(value)))
    return text


def _upper(_key: str, value: Cell) -> str:
    return _text(value).upper()


def _turns(_key: str, value: Cell) -> tuple[Known, ...]:
    return tuple(Known(name, on) for name, on in _pairs(_text(value)))


def _reached(_key: str, value: Cell) -> dict[str, date]:
    return dict(_pairs(_text(value)))


_PAIR = re.compile(r"([a-z][a-z0-9_]*)\s*[:=(]?\s*([^()]+?)\)?", re.IGNORECASE)


def _pairs(text: str) -> list[tuple[str, date]]:
    """Read `kunjungan_rumah 03/07/2026; rencana 04/07/2026`."""
    found = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", text))):
        match = _PAIR.fullmatch(part)
        if not match:
            raise Wrong(_("Write “%(part)s” as code and day, such as kunjungan_rumah 03/07/2026.", part=part))
        found.append((match[1].lower(), date_in(match[2])))
    return found


_READ = {
    "born": _day,
    "opened": _day,
    "entered": _day,
    "held": _day,
    "about": _about,
    "nik": _nik,
    "sex": _sex,
    "source": _code,
    "urgency": _code,
    "client": _upper,
    "type": _upper,
    "outcome": _upper,
    "hold_reason": _upper,
    "done": _turns,
    "milestones": _reached,
}


def written(on: date | None) -> str:
    """Write a day for a sentence."""
    return day(on) if on else ""
