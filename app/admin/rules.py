"""What an account needs for its roles, and what it must not have. Pure: everything to decide by is given.

Which organisation and place a role stands in follows from the table of roles: a partner sees what was shared with its
organisation or lies in its region, so without one it would see nothing at all.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from app.admin.forms import AccountForm, NewAccountForm
from app.capabilities import LEAD_SECTION, PARTNER, READ_AUDIT, ROLES, WATCH_KECAMATAN, WATCH_REGION, apart
from app.regions import codes
from app.regions.book import Regions
from app.regions.choice import chosen
from app.web.i18n.catalogue import gettext as _

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")


class Known(msgspec.Struct, frozen=True):
    """What the form is judged by: organisations (id → kind), sections, regions, and the day."""

    organisations: Mapping[str, str]
    sections: Collection[str]
    book: Regions
    today: date


def values_of(form: AccountForm, known: Known) -> dict[str, Any]:
    """Return the columns to keep."""
    place = chosen(form.place, known.book)
    deep = place is not None and codes.level(place) in {"KECAMATAN", "DESA"}
    return {
        "name": form.name,
        "organisation": form.organisation,
        "region": codes.kabkota(place) if place else None,
        "kecamatan": codes.lineage(place)[2] if place and deep else None,
        "language": form.language,
        "expires_on": form.expires_on if PARTNER.held_by(frozenset(form.roles)) else None,
    }


def roles_of(form: AccountForm) -> list[tuple[str, str]]:
    """Return (role, section) pairs; the section is a section head's only."""
    held = dict.fromkeys(form.roles)
    return sorted((role, form.section if role in LEAD_SECTION.roles else "") for role in held)


def complaints(form: AccountForm, known: Known) -> dict[str, str]:
    """Return all that is wrong, by field."""
    roles = frozenset(form.roles)
    by_field: dict[str, str] = {}
    if isinstance(form, NewAccountForm) and not _USERNAME.fullmatch(form.username.lower()):
        by_field["username"] = _(
            "Use 3 to 40 small letters, digits, dots, dashes or underscores; begin with a letter."
        )
    if wrong := apart(roles):
        by_field["roles"] = (
            _("An administrator's account sees no cases. Give the person a second account for that work.")
            if wrong - READ_AUDIT.roles
            else _(
                "Whoever makes accounts does not watch over what is done with them. Choose another person."
            )
        )
    if LEAD_SECTION.held_by(roles) and form.section not in known.sections:
        by_field["section"] = _("Choose the section that this person heads.")
    by_field |= _organisation(form, roles, known)
    by_field |= _place(form, roles, known)
    return by_field | _expiry(form, roles, known)


def _organisation(form: AccountForm, roles: frozenset[str], known: Known) -> dict[str, str]:
    kinds = {ROLES[role].of for role in roles if role in ROLES} - {""}
    if form.organisation is None:
        if kinds:
            return {"organisation": _("Choose the organisation; without it this role sees no cases.")}
        return {}
    kind = known.organisations.get(str(form.organisation))
    if kind is None:
        return {"organisation": _("This choice is not on the list. Choose one of the options.")}
    if kinds - {kind, "ANY"}:
        return {"organisation": _("This organisation is not of the kind that the role belongs to.")}
    return {}


def _place(form: AccountForm, roles: frozenset[str], known: Known) -> dict[str, str]:
    place = values_of(form, known)
    if WATCH_KECAMATAN.held_by(roles) and not place["kecamatan"]:
        return {"place": _("Choose the kecamatan; this role sees the cases of one.")}
    if WATCH_REGION.held_by(roles) and not place["region"]:
        return {"place": _("Choose the kabupaten or kota; this role sees its cases.")}
    return {}


def _expiry(form: AccountForm, roles: frozenset[str], known: Known) -> dict[str, str]:
    if form.expires_on is None:
        return {}
    if not PARTNER.held_by(roles):
        return {
            "expires_on": _(
                "Only accounts of partners end by themselves. Close this one when the time comes."
            )
        }
    if form.expires_on < known.today:
        return {"expires_on": _("This day is over. To shut the account now, close it.")}
    return {}
