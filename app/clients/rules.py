"""From what was typed about a client to what is kept: all complaints at once, nothing forced.

One name is enough, or none for somebody whom nobody knows. The birth date may be an estimate or missing. A NIK may be
missing for many reasons, which are told apart. Pure: the regions and today's date are given.
"""

import re
from datetime import date
from typing import Any

from app.clients import ages, names, nik
from app.clients.finding.places import place_key
from app.clients.forms import ClientForm
from app.regions.book import Regions
from app.regions.choice import chosen
from app.web.forms.decoding import Invalid, decode, refuse
from app.web.i18n import formats
from app.web.i18n.catalogue import gettext as _

Values = dict[str, Any]
NOT_ASKED, FREELY = "BELUM_DITANYAKAN", "BEBAS"
"""What is known of how a client may be reached where nobody asked, and where nothing speaks against it."""
_NOT_AT_HOME = frozenset({"TELEPON_SAJA", "MELALUI_PERANTARA", "JANGAN_KE_RUMAH"})
"""Ways of reaching a client that leave out their home."""
_STAND_INS = {"sex": "TIDAK_DIKETAHUI", "safe_contact": NOT_ASKED}
"""What takes the place of a required choice that was not made, while the rest is judged."""
INDONESIAN, _FOREIGN = "WNI", "WNA"
_WITH_NIK = frozenset({"VALID", "BELUM_DIVERIFIKASI", "DITOLAK_DUKCAPIL"})
_COPIED = (
    "alias",
    "preferred_name",
    "sex",
    "religion",
    "marital",
    "nationality",
    "education",
    "occupation",
    "mother_name",
    "birth_order",
    "birth_place",
    "phone",
    "safe_contact",
    "safe_contact_note",
    "ktp_address",
    "ktp_hamlet",
    "home_address",
    "home_hamlet",
    "found_place",
    "marks",
)


def values_of(
    form: ClientForm, *, book: Regions, today: date, estimate: date | None = None
) -> Values | Invalid:
    """Return the columns to keep, or everything that is wrong with the form.

    *estimate* is the birth date held so far when it is an estimate: the same year typed again does not shift it.
    """
    values: Values = {name: getattr(form, name) for name in _COPIED}
    values["data_source"] = form.data_source or ""
    errors: dict[str, str] = {}
    for part in (_name, _birth, _nik, _nationality, _kk, _regions, _addresses):
        part(form, values, errors, book, today)
    if estimate and values.get("birth_estimated") and form.about == estimate.year:
        values["birth_date"] = estimate
    if errors:
        return refuse(form, **errors)
    values["name_key"] = names.name_key(values["full_name"], form.alias, form.preferred_name)
    places = (values[f"{field}_region"] for field in ("ktp", "home", "found"))
    values["place_key"] = place_key(book, places, (form.ktp_address, form.home_address, form.found_place))
    return values


def complaints(unread: Invalid, *, book: Regions, today: date) -> Invalid:
    """Add what is wrong with the fields that could be read, so that nobody sends the form twice to hear of it."""
    broken = {name.partition(".")[0] for name in unread.errors}
    texts = {
        name: value if isinstance(value, list) else [value]
        for name, value in unread.typed.items()
        if name.partition(".")[0] not in broken
    }
    form = decode(ClientForm, texts | {name: [code] for name, code in _STAND_INS.items() if name in broken})
    held = values_of(form, book=book, today=today) if isinstance(form, ClientForm) else form
    found = {**held.errors, **unread.errors} if isinstance(held, Invalid) else unread.errors
    places = {name: place for place, name in enumerate(ClientForm.__struct_fields__)}
    ordered = dict(sorted(found.items(), key=lambda pair: places.get(pair[0].partition(".")[0], -1)))
    return Invalid(ordered, unread.typed, unread.labels)


def _name(form: ClientForm, values: Values, errors: dict[str, str], _book: Regions, today: date) -> None:
    if form.full_name:
        values["full_name"] = form.full_name
        if not names.normalised(form.full_name):
            errors["full_name"] = _("A name has letters.")
    elif not form.unknown:
        errors["full_name"] = _(
            "Fill in the name; one name is enough. If nobody knows it, tick the box below."
        )
    elif not form.found_place:
        errors["found_place"] = _("Of somebody without a name, fill in where they were found.")
    else:
        values["full_name"] = f"Tanpa Identitas {today:%d-%m-%Y} {form.found_place}"[:200]


def _birth(form: ClientForm, values: Values, errors: dict[str, str], _book: Regions, today: date) -> None:
    values["birth_date"], values["birth_estimated"] = form.birth_date, False
    if form.birth_date is not None:
        if form.birth_date > today:
            errors["birth_date"] = _("The birth date lies in the future.")
        elif ages.age_on(form.birth_date, today) > ages.OLDEST:
            errors["birth_date"] = _(
                "That would be %(age)s years. Check the year.", age=_age(form.birth_date, today)
            )
        return
    if form.about is None:
        return
    if 0 <= form.about <= ages.OLDEST:
        born: date | None = ages.of_age(form.about, today=today)
    elif today.year - ages.OLDEST <= form.about <= today.year:
        born = ages.of_year(form.about, today=today)
    else:
        errors["about"] = _("Fill in an age such as 35 or a birth year such as 1990.")
        return
    values["birth_date"], values["birth_estimated"] = born, True


def _age(born: date, today: date) -> str:
    return formats.number(ages.age_on(born, today))


def _nik(form: ClientForm, values: Values, errors: dict[str, str], book: Regions, _today: date) -> None:
    status = form.nik_status
    if not nik.cleaned(form.nik):
        values["nik"], values["nik_status"] = None, status or "TIDAK_DIKETAHUI"
        if status in ("VALID", "BELUM_DIVERIFIKASI"):
            errors["nik"] = _("Fill in the NIK, or say below why there is none.")
        return
    found = nik.parse(form.nik, nik.province_codes(book.children(None)))
    if isinstance(found, str):
        errors["nik"] = found
        return
    values["nik"], values["nik_status"] = found.text, status or "BELUM_DIVERIFIKASI"
    if status and status not in _WITH_NIK:
        errors["nik_status"] = _("A NIK is filled in above, so this cannot be. Empty one of the two.")


def _nationality(
    form: ClientForm, _values: Values, errors: dict[str, str], _book: Regions, _today: date
) -> None:
    if form.nationality == INDONESIAN and form.nik_status == _FOREIGN:
        errors["nationality"] = _("The state of the NIK says a foreign national. Change one of the two.")


def _kk(form: ClientForm, values: Values, errors: dict[str, str], _book: Regions, _today: date) -> None:
    digits = nik.cleaned(form.kk)
    values["kk"] = digits or None
    if digits and not (digits.isdigit() and len(digits) == nik.LENGTH):
        errors["kk"] = _("A family card number has 16 digits.")


def _regions(form: ClientForm, values: Values, _errors: dict[str, str], book: Regions, _today: date) -> None:
    for field in ("ktp", "home", "found"):
        values[f"{field}_region"] = chosen(getattr(form, field), book)


def _addresses(
    form: ClientForm, values: Values, errors: dict[str, str], _book: Regions, _today: date
) -> None:
    for field in ("ktp", "home"):
        rt, rw = (getattr(form, f"{field}_{unit}") for unit in ("rt", "rw"))
        rt, _between, other = rt.partition("/") if not rw else (rt, "", rw)
        for name, text in ((f"{field}_rt", rt), (f"{field}_rw", other)):
            values[name] = neighbourhood(text)
            if text.strip() and not values[name]:
                errors[name] = _("RT and RW are numbers of at most three digits, such as 003.")
        code = getattr(form, f"{field}_postcode").replace(" ", "")
        values[f"{field}_postcode"] = code
        if code and not re.fullmatch(r"[1-9][0-9]{4}", code):
            errors[f"{field}_postcode"] = _("A postcode has five digits.")


def neighbourhood(text: str) -> str:
    """Write the number of an RT or RW with its three digits: of "RT. 3" it is 003. Empty where it is no such number."""
    found = re.fullmatch(r"(?:r[tw])?[\s.:]*([0-9]{1,3})", text.strip().lower())
    return found[1].zfill(3) if found else ""


def warns(way: str, note: str) -> bool:
    """Tell whether whoever goes there must be told first how the client may be reached."""
    return way != FREELY or bool(note)


def forbids_home(way: str, home_contact: object) -> bool:
    """Tell whether a visit to the client's home could put them in danger; *home_contact* is what a safety plan says."""
    return way in _NOT_AT_HOME or home_contact is False


def proposes_home(way: str, note: str, home_contact: object) -> bool:
    """Tell whether a form may propose the client's home: only where that was asked, and nothing speaks against it."""
    return not warns(way, note) and home_contact is not False
