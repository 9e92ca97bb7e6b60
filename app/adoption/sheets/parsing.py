"""From a row's cells to what it tells, with every complaint at once. Pure: names of places and stages come later."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from app import clock
from app.adoption.sheets.columns import header
from app.adoption.sheets.reading import Cell, SheetRow
from app.adoption.sheets.told import Relative, RowTold
from app.adoption.sheets.words import disabilities, plain, value_called, words
from app.adoption.sheets.workbook import cell_text
from app.clients import nik as niks
from app.web.forms.converters import CONVERTERS, Wrong
from app.web.forms.written import BEFORE_A_DAY, in_one_spelling, is_nothing, with_whole_year
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language
from app.web.i18n.lists import CODES
from workflows.commands import Known

__all__ = ["NEW", "Parsed", "RowTold", "date_in", "named", "parse", "texts"]

NEW = "BARU"
_LONGEST = {"name": 200, "reference": 60, "note": 4000, "worker": 60, "address": 400, "ktp_address": 400, "phone": 30}  # fmt: skip
_LONGEST_AT_ALL = 1000
_DEEPEST = 10  # the richest tenth
_MONTHS_A_YEAR = 12
_RT_DIGITS = 3
_FIRST_YEAR = 1900


class Parsed(NamedTuple):
    """What a row tells as far as it can be read, its complaints, and the columns that they are about."""

    told: RowTold
    said: list[str]
    broken: frozenset[str]


def texts(cells: Mapping[str, Cell]) -> dict[str, str]:
    """Return what stood in a row's cells, as text."""
    return {key: cell_text(value) for key, value in cells.items()}


def parse(row: SheetRow) -> Parsed:
    """Return what the row tells and every complaint."""
    values: dict[str, object] = {}
    complaints: list[str] = []
    broken: set[str] = set()
    unlisted: dict[str, str] = {}
    cells = {key: value for key, value in row.cells.items() if key == "note" or not _empty(key, value)}
    held = row.formulas - ({"about"} if cells.keys() & {"born", "birth"} else set())
    for key in sorted(held):
        complaints.append(named(key, _("The cell holds a formula. Paste its value instead.")))
        broken.add(key)
    for key, value in cells.items():
        if key in row.formulas:
            continue
        try:
            read = (
                {key: _plain(key, value)} if key not in _READ or _is_long(value) else _READ[key](key, value)
            )
            unlisted |= read.pop("unlisted", {})  # type: ignore[call-overload]
            values |= read
        except Wrong as wrong:
            complaints.append(named(key, str(wrong)))
            broken.add(key)
    values |= _sexed(cells, complaints, broken)
    values["unlisted"] = unlisted
    values["relatives"] = tuple(
        Relative(relation, str(values.pop(key)))
        for key, relation in words().relations.items()
        if key in values
    )
    return Parsed(msgspec.convert(values, RowTold), complaints, frozenset(broken))


def named(key: str, sentence: str) -> str:
    """Say a sentence of a column."""
    return f"{header(key, language())}: {sentence}"


def _is_long(value: Cell) -> bool:
    """Tell what is longer than anything that is read of a cell but notes: no pattern is held against it."""
    return isinstance(value, str) and len(value) > _LONGEST_AT_ALL


def _empty(key: str, value: Cell) -> bool:
    """Tell whether a cell says that there is nothing. An age of 0 is a baby's; a day of zeros is none."""
    if isinstance(value, date):
        return value.year < _FIRST_YEAR
    if _is_long(value):
        return False
    if key in ("about", "age_male", "age_female", "male", "female") and cell_text(value) == "0":
        return key != "about"
    return is_nothing(cell_text(value))


def _plain(key: str, value: Cell) -> str:
    text = " ".join(cell_text(value).split()) if key != "note" else cell_text(value)
    if len(text) > _LONGEST.get(key, 120):
        raise Wrong(_("At most %(most)s characters.", most=str(_LONGEST.get(key, 120))))
    return text


def _day(value: Cell) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        raise Wrong(_("This is a number, not a date. Format the cell as a date or write it as 22/03/2022."))
    return date_in(cell_text(value))


def date_in(text: str) -> date:
    """Read a date that was typed: 22/03/2022, 2022-03-22 or 22 Maret 2022; a time of day behind it is left out."""
    day: date = CONVERTERS[date](re.sub(r"[ T]\d{1,2}[:.]\d{2}.*$", "", text.strip()))
    return day


def _on(key: str, value: Cell) -> dict[str, object]:
    return {key: _day(value)}


def _born(_key: str, value: Cell) -> dict[str, object]:
    """Read a birth date; a year alone, and a day or month of zeros, is an estimate."""
    if isinstance(value, date):
        return {"born": value}
    text = with_whole_year(in_one_spelling(cell_text(value)), clock.today())
    if text is None:
        raise Wrong(_("Write the year with four digits, such as 1951."))
    if re.fullmatch(r"\d{1,3}\s*(tahun|thn|th)?\.?", text, re.IGNORECASE):
        return _about("about", value)  # a register of birth dates or ages
    if match := re.fullmatch(r"(?:0{1,2}[/.\-]\d{1,2}[/.\-]|\d{1,2}[/.\-]0{1,2}[/.\-])?(\d{4})", text):
        return _of_year(match[1])
    if match := re.fullmatch(r"(\d{4})-(?:00-\d\d|\d\d-00)", text):
        return _of_year(match[1])
    return {"born": _day(text if isinstance(value, str) else value)}


def _of_year(year: str) -> dict[str, object]:
    """Take a birth year; 1900 is where spreadsheets begin to count, so it says nothing."""
    return {"about": int(year)} if int(year) > _FIRST_YEAR else {}


_PLACE_AND_DAY = re.compile(r"(?P<place>[^\d]*)(?P<day>\d.*)?", re.DOTALL)


def _birth(_key: str, value: Cell) -> dict[str, object]:
    """Read `Lebak, 12 Nopember 1951`: place, day, or only one of them."""
    if isinstance(value, date):
        return {"born": value}
    text = re.sub(r"^(\d[^,]*),\s*(\D+)$", r"\2, \1", " ".join(cell_text(value).split()))  # 12/04/1951, Lebak
    match = _PLACE_AND_DAY.fullmatch(text)
    if match is None:
        raise Wrong(_("Write the place, a comma and the day, such as Lebak, 12/04/1951."))
    place = re.sub(
        rf"(?:[\s,]*{BEFORE_A_DAY})+$", "", match["place"].rstrip(" ,;/.-"), flags=re.IGNORECASE
    ).strip(" ,")
    values: dict[str, object] = {"birthplace": place} if place and not is_nothing(place) else {}
    return {
        **values,
        **(_born("born", match["day"]) if match["day"] and not is_nothing(match["day"]) else {}),
    }


_AGE = re.compile(
    r"[±~+\-]?\s*(\d{1,4})(?:[.,]\d{1,2})?\s*(tahun|thn|th|t|bulan|bln|bl|minggu|mgg|hari|hr)?\.?(?:\s+\d{1,2}\s*(?:bulan|bln|bl)\.?)?",
    re.IGNORECASE,
)


def _about(_key: str, value: Cell) -> dict[str, object]:
    """Read an age, with or without `tahun`; one in months or days, or reckoned to a part of a year, counts whole years."""
    if isinstance(value, float):
        return {"about": int(value)}
    match = _AGE.fullmatch(
        re.sub(
            r"^(kira-kira|kurang lebih|sekitar|\u00b1)\s*", "", cell_text(value).strip(), flags=re.IGNORECASE
        )
    )
    if match is None:
        age: int = CONVERTERS[int](cell_text(value))
        return {"about": age}
    unit = (match[2] or "").casefold()
    years = int(match[1])
    if unit.startswith("b"):
        years //= _MONTHS_A_YEAR
    return {"about": 0 if unit.startswith(("h", "m")) else years}


def _card(key: str, value: Cell) -> dict[str, object]:
    """Refuse a number cell: spreadsheets keep fifteen digits, so the sixteenth of such a number is not to be believed."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Wrong(
            _("A number cell loses the last digit of a NIK. Format the cell as text and write the NIK anew.")
            if key == "nik"
            else _("A number cell loses the last digit. Format the cell as text and write the number anew.")
        )
    digits = niks.cleaned(re.sub(r"^(no\.?|nkk|kk)[\s:.]*", "", cell_text(value), flags=re.IGNORECASE))
    return {key: "" if len(set(digits)) == 1 else digits}  # 9999999999999999 is nobody's


def _phone(key: str, value: Cell) -> dict[str, object]:
    """Read a telephone number; a number cell has lost the 0 in front."""
    text = cell_text(value).lstrip("'`’ ")
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", text, re.IGNORECASE):
        raise Wrong(
            _("A number cell loses the last digit. Format the cell as text and write the number anew.")
        )
    if len(text) > _LONGEST[key]:  # two numbers, each in groups
        text = re.sub(r"(?<=\d)[\s.\-]+(?=\d)", "", text)
    text = _plain(key, text)
    lost = isinstance(value, int | float) or re.fullmatch(r"8[\d\s.\-]{7,16}", text)
    return {key: f"0{text}" if lost and not text.startswith(("0", "62")) else text}


def _sex(_key: str, value: Cell) -> dict[str, object]:
    code = value_called("sex", cell_text(value)) or (
        "TIDAK_DIKETAHUI" if cell_text(value).upper() == "TIDAK_DIKETAHUI" else None
    )
    if code is None:
        raise Wrong(_("Write L or P, or leave it empty."))
    return {"sex": code}


def _ticked(key: str, value: Cell) -> dict[str, object]:
    """Read one of two columns that are ticked for the sex; an age may stand there in place of the tick."""
    sex: dict[str, object] = {"sex": "L" if key in ("male", "age_male") else "P"}
    return {**sex, **_about(key, value)} if key.startswith("age_") else sex


def _sexed(cells: Mapping[str, Cell], complaints: list[str], broken: set[str]) -> dict[str, object]:
    """Complain where both columns of the sex are ticked."""
    both = {"male", "female"} <= cells.keys() or {"age_male", "age_female"} <= cells.keys()
    if both and "sex" not in cells:
        complaints.append(named("sex", _("Both are ticked. Tick one of the two.")))
        broken.add("sex")
        return {"sex": "TIDAK_DIKETAHUI"}
    return {}


_FROM_CARDS = frozenset({"religion", "marital", "education", "occupation", "nationality"})
"""What registers say in any words: it never stands against a row."""


def _worded(key: str, value: Cell) -> dict[str, object]:
    """Read a code of a list, its words, or what offices write for it."""
    text = cell_text(value)
    upper = text.upper().replace(" ", "_")
    if upper in CODES[key]:
        return {key: upper}
    code = value_called(key, text) if key in _FROM_CARDS else None
    code = code or next((one for one, word in CODES[key].items() if plain(word) == plain(text)), None)
    if code is None and key in _FROM_CARDS:
        return {"unlisted": {key: _plain(key, value)}}
    if code is None:
        raise Wrong(_("“%(code)s” is no code on the list.", code=text))
    return {key: code}


def _rt_rw(_key: str, value: Cell) -> dict[str, object]:
    """Read `RT 003 RW 001`, `003/001`, `3/1`."""
    text = re.sub(r"^\s*(\d{3})(\d{3})\s*$", r"\1/\2", cell_text(value))
    numbers = re.findall(r"\d+", text)
    # A date that the spreadsheet made of 3/1, a number that lost its zeros, and a kampung beside them are told.
    other = re.search(r"[a-z]", re.sub(r"r\.?\s?[tw]", "", text.casefold()))
    if len(numbers) not in (1, 2) or other or max(map(len, numbers)) > _RT_DIGITS:
        raise Wrong(_("Write RT and RW as 003/001."))
    rt, rw = (*numbers, "")[:2]
    return {"rt": rt.zfill(3), "rw": rw.zfill(3) if rw else ""}


def _three(key: str, value: Cell) -> dict[str, object]:
    numbers = re.findall(r"\d{1,3}", cell_text(value))
    if len(numbers) != 1:
        raise Wrong(_("Write RT and RW as 003/001."))
    return {key: numbers[0].zfill(3)}


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_SEVERAL_DECILES = re.compile(
    r"[<>≤≥]=?\s*\d{1,2}|\d{1,2}\s*(?:-|–|s\s*/?\s*d|sampai)\s*\d{1,2}|\d{1,2}\s*(?:\+|ke atas)",
    re.IGNORECASE,
)
"""Where the register was told of a group, which no single number stands for: it is kept in the note."""


def _decile(_key: str, value: Cell) -> dict[str, object]:
    text = re.sub(r"^(?:desil|d(?=\W|\d))\s*[\-:]?\s*", "", cell_text(value).strip(), flags=re.IGNORECASE)
    if text.upper() in _ROMAN:
        return {"decile": _ROMAN.index(text.upper()) + 1}
    if _SEVERAL_DECILES.fullmatch(text) or plain(text).startswith(("belum", "tidak", "non", "di luar")):
        return {"unlisted": {"decile": _plain("decile", value)}}
    match = re.fullmatch(r"(\d{1,2})", text)
    if match is None or not 1 <= int(match[1]) <= _DEEPEST:
        raise Wrong(_("A welfare decile is a number from 1 to 10."))
    return {"decile": int(match[1])}


def _disability(_key: str, value: Cell) -> dict[str, object]:
    """Read kinds by their words today or the old ones; what is not known stays as it was written."""
    known = disabilities(cell_text(value))
    return {"disability": ", ".join(known) if known else _plain("disability", value)}


def _upper(key: str, value: Cell) -> dict[str, object]:
    return {key: cell_text(value).upper()}


def _turns(key: str, value: Cell) -> dict[str, object]:
    return {key: tuple(Known(name, on) for name, on in _pairs(cell_text(value)))}


def _reached(key: str, value: Cell) -> dict[str, object]:
    return {key: dict(_pairs(cell_text(value)))}


_PAIR = re.compile(r"([a-z][a-z0-9_]*)\s*[:=(]?\s*([^()]+?)\)?", re.IGNORECASE)


def _pairs(text: str) -> list[tuple[str, date]]:
    """Read `kunjungan_rumah 03/07/2026; rencana 04/07/2026`."""
    pairs = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", text))):
        match = _PAIR.fullmatch(part)
        if not match:
            raise Wrong(_("Write “%(part)s” as code and day, such as kunjungan_rumah 03/07/2026.", part=part))
        pairs.append((match[1].lower(), date_in(match[2])))
    return pairs


_READ: dict[str, Callable[[str, Cell], dict[str, object]]] = {
    "born": _born,
    "birth": _birth,
    **dict.fromkeys(("opened", "entered", "held"), _on),
    "about": _about,
    "age_male": _ticked,
    "age_female": _ticked,
    "male": _ticked,
    "female": _ticked,
    "nik": _card,
    "kk": _card,
    "phone": _phone,
    "sex": _sex,
    **dict.fromkeys((*_FROM_CARDS, "source", "urgency"), _worded),
    "rt_rw": _rt_rw,
    "rt": _three,
    "rw": _three,
    "decile": _decile,
    "disability": _disability,
    **dict.fromkeys(("client", "outcome", "hold_reason"), _upper),
    "done": _turns,
    "milestones": _reached,
}
