"""Taking in a file: what it is, where it is kept, and the event that says so."""

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

from litestar.datastructures import UploadFile

from app import clock
from app.cases import files
from app.cases.actions import Keep, inserting, perform
from app.cases.outcomes import Refused
from app.cases.store import CaseView, case_view
from app.cases.tables import Document
from app.casework.documents.pictures import Unpaintable, painted
from app.settings import settings
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from workflows import commands


def refused_file(field: str, upload: UploadFile | None) -> dict[str, str]:
    """Refuse an empty upload by name; what the bytes are is seen when they are read."""
    if upload is not None and not upload.filename:
        return {field: _("Choose a file.")}
    return {}


async def attach(
    request: Signed, number: str, upload: UploadFile, *, kind: str, title: str | None, key: UUID | None = None
) -> UUID | str:
    """Put an uploaded file on the case; return its id, or a sentence saying why it is not taken."""
    now, me = clock.now(), request.user
    case = await case_view(number, me)
    if case is None:
        raise NotFound
    taken = await take_in(upload, case, kind=kind, title=title, me=me, now=now)
    if isinstance(taken, str):
        return taken
    command, keep = taken
    outcome = await perform(number, command, me=me, now=now, version=None, key=key, keep=keep)
    if isinstance(outcome, Refused):
        return _("A document cannot be added to this case now.")
    return UUID(command.document_id)


async def take_in(
    upload: UploadFile, case: CaseView, *, kind: str, title: str | None, me: CurrentUser, now: datetime
) -> tuple[commands.AddDocument, Keep] | str:
    """Keep the bytes and make the command and the hook that writes its row, or say why the file is not taken."""
    content = await upload.read()
    media_type = files.media_type_of(content)
    if not content:
        return _("The file is empty.")
    if len(content) > files.MAX_BYTES:
        return _("The file is larger than 10 MB.")
    if media_type is None:
        return _("This is not a PDF, JPG, PNG, HEIC or WebP file, whatever its name says.")
    if media_type in files.PICTURES:
        try:
            content, media_type = await asyncio.to_thread(painted, content)
        except Unpaintable:
            return _("The picture is damaged or far too large. Take it anew or send it smaller.")
    sha256 = files.keep(settings().documents, content)
    document, name = uuid4(), title or files.title_of(upload.filename, media_type or "")
    row = Document(
        id=document,
        case=case.id,
        kind=kind,
        title=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256,
        added_at=now,
        added_by=me.id,
    )
    return commands.AddDocument(document=kind, document_id=str(document), title=name), inserting(row)
