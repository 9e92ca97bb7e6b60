"""When what is known of a client has to be verified, and what the welfare register says of them. Pure but for its file.

The register is DTSEN, the single national socio-economic data (Inpres 4/2025, once DTKS): whoever is in it has a welfare
decile, 1 the poorest. Being outside it never blocks a service.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.clients.forms import VerifyForm
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label

_FILE = Path(__file__).with_name("schedule.toml")
NO_AID = "TIDAK_ADA"
UNCHECKED, LISTED = "BELUM_CEK", "TERDAFTAR"
Standing = Literal["verified", "old", "told", "never"]
"""Verified in time; too long ago; only told, for now; only told for too long."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After how many days data are verified anew, or a first time; which sources verify by themselves."""

    verified_days: Annotated[int, Meta(ge=1)]
    told_days: Annotated[int, Meta(ge=1)]
    verifies: tuple[str, ...]

    def old_before(self, today: date) -> date:
        """Return the day before which a verification is too long ago."""
        return today - timedelta(days=self.verified_days)

    def told_before(self, today: date) -> date:
        """Return the day before which somebody registered must have been verified by now."""
        return today - timedelta(days=self.told_days)


@cache
def rule() -> Rule:
    """Read the rule; a file that says nothing sensible stops the caller with the place of the fault."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=Rule)


def standing(verified_on: date | None, registered_on: date, today: date) -> Standing:
    """Say how a client's data stand."""
    if verified_on is not None:
        return "old" if verified_on < rule().old_before(today) else "verified"
    return "never" if registered_on < rule().told_before(today) else "told"


def complaints(form: VerifyForm, today: date) -> dict[str, str]:
    """Return what stands against a verification, by field."""
    wrong: dict[str, str] = {}
    seen_on = form.verified_on or today
    if seen_on > today:
        wrong["verified_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.dtsen_checked_on and form.dtsen_checked_on > today:
        wrong["dtsen_checked_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.dtsen_decile is not None and form.dtsen_status != LISTED:
        wrong["dtsen_decile"] = _("Only somebody in the register has a decile. Empty one of the two.")
    if form.dtsen_decile is not None and form.dtsen_decile not in range(1, 11):
        wrong["dtsen_decile"] = _("A decile is a number from 1 to 10.")
    if form.dtsen_status != UNCHECKED and not form.dtsen_source:
        wrong["dtsen_source"] = _("Say where you looked the register up.")
    if NO_AID in form.aid and len(form.aid) > 1:
        wrong["aid"] = _("Either no aid, or which. Take one of the two away.")
    return wrong


def columns(form: VerifyForm, today: date) -> dict[str, object]:
    """Return the client's columns as a verification leaves them; what was not looked up in the register is empty."""
    seen_on, looked_up = form.verified_on or today, form.dtsen_status != UNCHECKED
    return {
        "data_source": form.data_source,
        "verified_on": seen_on,
        "dtsen_status": form.dtsen_status,
        "dtsen_decile": form.dtsen_decile,
        "dtsen_checked_on": (form.dtsen_checked_on or seen_on) if looked_up else None,
        "dtsen_source": (form.dtsen_source or "") if looked_up else "",
        "aid": joined(form.aid),
    }


def joined(codes: Sequence[str]) -> str:
    """Write several codes as one text."""
    return ",".join(codes)


def parted(text: str) -> list[str]:
    """Read back what `joined` wrote."""
    return text.split(",") if text else []


def aid_words(text: str) -> str:
    """Say which aid a client receives."""
    return ", ".join(code_label(code, "aid") for code in parted(text))
