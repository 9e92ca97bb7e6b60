"""Taking in a file: what it is, where it is kept, and the event that says so."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from litestar.datastructures import UploadFile

from app import clock
from app.cases import files
from app.cases.actions import Keep, inserting, perform
from app.cases.outcomes import Refused
from app.cases.store import CaseView, case_view
from app.cases.tables import Document
from app.casework.documents import pictures
from app.casework.documents.papers import Acting, Locked, Unreadable, bare
from app.casework.documents.pictures import Picture, Unpaintable
from app.settings import settings
from app.web.files.apart import Failed, answer_of
from app.web.files.turns import Turns
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from workflows import commands

_PAPERS, _PICTURES = Turns("papers"), Turns("pictures")
_MEDIA_TYPES = {b"J": "image/jpeg", b"P": "image/png"}


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
    sent = await upload.read()
    turns = _PICTURES if files.media_type_of(sent) in files.PICTURES else _PAPERS
    taken = await turns.work(me.id, _taken, sent)
    if isinstance(taken, str):
        return taken
    sha256 = await asyncio.to_thread(files.keep, settings().documents, taken.content)
    document = uuid4()
    row = Document(
        id=document,
        case=case.id,
        kind=kind,
        title=title or "",
        media_type=taken.media_type,
        size=len(taken.content),
        sha256=sha256,
        sent_sha256=files.digest(sent),
        signed=taken.signed,
        added_at=now,
        added_by=me.id,
    )
    return commands.AddDocument(document=kind, document_id=str(document)), inserting(row)


class _Taken(NamedTuple):
    """The bytes as they are kept."""

    content: bytes
    media_type: str
    signed: bool = False


def _taken(sent: bytes) -> _Taken | str:
    """Make of the bytes as they were sent those that are kept, or say why they are not taken. It takes its time."""
    media_type = files.media_type_of(sent)
    if not sent:
        return _("The file is empty.")
    if len(sent) > files.MAX_BYTES:
        return _("The file is larger than 10 MB.")
    if media_type is None:
        return _("This is not a PDF, JPG, PNG, HEIC or WebP file, whatever its name says.")
    try:
        return _made_bare(sent, media_type)
    except tuple(_REFUSALS) as refusal:
        return str(_REFUSALS[type(refusal)])


_REFUSALS = {
    Unpaintable: lazy("The picture is damaged or far too large. Take it anew or send it smaller."),
    Locked: lazy("This PDF opens with a password only. Save it without one and send it again."),
    Acting: lazy(
        "This PDF is signed together with programs or files within it. Ask who signed it for one without them."
    ),
    Unreadable: lazy("This PDF is damaged. Scan the paper anew, or ask for the file again."),
}


def _made_bare(sent: bytes, media_type: str) -> _Taken:
    """Take off what a camera or a program hung on it."""
    if media_type in files.PICTURES:
        return _Taken(*_painted(sent))
    paper = bare(sent)
    return _Taken(paper.content, media_type, paper.signed)


def _painted(sent: bytes) -> Picture:
    """Paint a picture anew where it can fill no memory but its own."""
    try:
        answer = answer_of(Path(pictures.__file__), sent)
    except Failed as failed:
        raise Unpaintable from failed
    return Picture(answer[1:], _MEDIA_TYPES[answer[:1]])
