"""What the address of the audit log asks for."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows to show. ``who`` is a username or part of a name; ``until`` is the last day shown."""

    who: Annotated[str, Meta(max_length=200), Label("Person")] = ""
    case: Annotated[str, Meta(max_length=40), Label("Case number")] = ""
    client: Annotated[str, Meta(max_length=40), Label("Client number")] = ""
    action: Annotated[str, Code("audit_action"), Label("Act")] = ""
    since: Annotated[date | None, Label("From")] = None
    until: Annotated[date | None, Label("Until")] = None
    after: Annotated[str, Meta(max_length=400)] = ""
