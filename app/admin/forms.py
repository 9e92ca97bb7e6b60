"""What the administrator's pages send."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label

OrganisationKind = Literal["DINAS", "KABKOTA", "UPTD", "LKS", "BAPAS"]


class AccountForm(msgspec.Struct, frozen=True, kw_only=True):
    """An account, new or changed. ``place`` arrives in steps, see `app.regions.choice`."""

    name: Annotated[str, Meta(max_length=200), Label("Full name")]
    roles: Annotated[list[str], Code("role"), Meta(min_length=1), Label("Roles")]
    section: Annotated[str, Meta(max_length=20), Label("Section")] = ""
    organisation: Annotated[UUID | None, Label("Organisation")] = None
    place: Annotated[dict[str, str], Label("Place of work")] = {}
    language: Annotated[Literal["id", "en"], Label("Language")] = "id"
    expires_on: Annotated[date | None, Label("Last day")] = None
    leaves_cases: bool = False


class NewAccountForm(AccountForm, frozen=True, kw_only=True):
    """An account that does not exist yet; its username stays for good."""

    username: Annotated[str, Meta(max_length=40), Label("Username")]


class OrganisationForm(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation, new or changed."""

    name: Annotated[str, Meta(max_length=200), Label("Name")]
    kind: Annotated[str, Code("organisation_kind"), Label("Kind of organisation")]
    region: Annotated[str, Meta(max_length=5), Label("Kabupaten/kota")] = ""


class ClosingForm(msgspec.Struct, frozen=True, kw_only=True):
    """Closing an organisation, once its open cases have been seen."""

    leaves_cases: bool = False


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What comes with every form here: its key, the version seen, a region to unfold."""

    key: UUID | None = None
    version: int = 0  # none was sent: what stands was not seen
    choose: str | None = None


class AccountFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which accounts the address asks for."""

    q: Annotated[str, Meta(max_length=200), Label("Name or username")] = ""
    role: Annotated[str, Code("role"), Label("Role")] = ""
    organisation: Annotated[UUID | None, Label("Organisation")] = None
    state: Annotated[str, Code("account_state"), Label("State")] = ""
    after: Annotated[str, Meta(max_length=400)] = ""
