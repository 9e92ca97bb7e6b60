"""Drafts: what somebody sent in vain, or set aside half filled in, kept for them.

Nobody else ever sees it. It goes after a day, when it is thrown away, and once the form was acted upon (its idempotency
key tells). Only what a page of the writer's own sent is kept, and only work on clients and cases is sent from here: what
changes accounts, rights or definitions is read here and typed again.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from litestar import Request

from app import clock
from app.accounts import sessions, tables
from app.db import query, query_one, transaction
from app.web.forms.readback import typed_words
from app.web.http import csrf
from app.web.http.typed.sending import SECRET
from app.web.http.typed.unsent_form import Sent, local_address
from app.web.http.urls import url

LASTS = timedelta(days=1)
MOST = 20
"""Drafts of one person at a time; the oldest give way."""
LONGEST = 200_000  # characters of all texts together
_SENT_AGAIN = re.compile(r"/(cases|clients|outreach|referrals|adoptions)(/[\w.-]+)*(\?[\w.&=%+-]*)?")
"""Addresses whose forms are sent again from a draft; any other would go where it does harm, or to another host (``//``)."""
_PRIVATE = re.compile(r"/(login|logout|activate|account|drafts)\b")
"""Addresses whose forms are not kept: what proves who somebody is, and drafts themselves."""
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x7e]*")
_LONGEST_PATH = 300
TO, AT = "_to", "_at"
"""Names under which a page says of a form that is left where it goes and where it stands."""
_NOT_SENT = "NOT EXISTS (SELECT 1 FROM command_keys ck WHERE ck.key = d.form_key AND ck.location <> '')"

_FIND = (
    "SELECT d.id, d.path, d.texts, d.files, d.kept_at, d.page FROM drafts d "
    f"WHERE d.worker = ? AND d.kept_at > ? AND {_NOT_SENT}"
)


class Draft(msgspec.Struct, frozen=True):
    """One unsent form: where it goes, what was typed, which fields had files."""

    id: UUID
    path: str
    texts: dict[str, list[str]]
    files: tuple[str, ...]
    kept_at: datetime
    page: str = ""
    """The address of the page with the form, where it was left half filled in."""

    @property
    def sendable(self) -> bool:
        """Whether it may be sent from where it is kept: it is whole, and changes neither accounts nor rights."""
        return not self.page and _SENT_AGAIN.fullmatch(self.path) is not None

    @property
    def until(self) -> datetime:
        """Return when it goes."""
        return self.kept_at + LASTS


async def keep(request: Request[Any, Any, Any], sent: Sent, typist: UUID | None) -> str:
    """Keep a form that came to nothing for the worker to whom its page was shown; give the draft's address, or nothing.

    Without a session the cookie of the one that has just ended must be there too.
    """
    path, page = local_address(request.url), ""
    if request.url.path == url("accounts:draft_left"):
        path, page, sent = left(sent)
    owner = typist if request.scope.get("user") is not None else await _ended(request, sent)
    if owner is None or not _worth_keeping(path, sent) or not await _works(owner):
        return ""
    return url("accounts:draft", draft=await _write(owner, path, sent, page=page, now=clock.now()))


def left(sent: Sent) -> tuple[str, str, Sent]:
    """Take apart what a page sends of a form that is being left: where the form goes, where it stands, what is in it."""
    texts = dict(sent.texts)
    path, page = (texts.pop(name, [""])[0] for name in (TO, AT))
    return path, page if _local(page) else "", Sent(texts, (), sent.token)


async def keep_left(worker: UUID, sent: Sent, *, now: datetime) -> None:
    """Keep a form that its worker left half filled in, where anything was typed."""
    path, page, filled = left(sent)
    if page and _worth_keeping(path, filled):
        await _write(worker, path, filled, page=page, now=now)


def _local(address: str) -> bool:
    return _LOCAL.fullmatch(address) is not None and len(address) <= _LONGEST_PATH


async def _ended(request: Request[Any, Any, Any], sent: Sent) -> UUID | None:
    """Return whose session has just ended, where its own page sent the form."""
    token = request.cookies.get(sessions.cookie_name())
    ended = await sessions.ended(token, now=clock.now()) if token else None
    return ended.worker if ended and csrf.proves(sent.token, ended.csrf_secret) else None


async def _works(worker: UUID) -> bool:
    return await tables.Worker.exists().where(tables.Worker.id == worker, tables.Worker.active.eq(True))


async def set_aside(
    worker: UUID, path: str, texts: Mapping[str, list[str]], *, now: datetime
) -> Draft | None:
    """Keep a half-filled form at its worker's own wish; None where it is empty or too long to be kept."""
    filled = {
        name: several
        for name, values in texts.items()
        if name not in SECRET and (several := [*filter(None, values)])
    }
    if not _worth_keeping(path, Sent(filled, ())):
        return None
    return await find(await _write(worker, path, Sent(filled, ()), now=now), worker=worker, now=now)


def _worth_keeping(path: str, sent: Sent) -> bool:
    if not _local(path) or _PRIVATE.match(path):
        return False
    return bool(typed_words(sent.texts)) and sum(map(len, _all(sent.texts))) <= LONGEST


async def sweep(now: datetime) -> None:
    """Remove what nobody sent within its day."""
    await tables.Draft.delete().where(tables.Draft.kept_at < now - LASTS)


@transaction
async def _write(worker: UUID, path: str, sent: Sent, *, now: datetime, page: str = "") -> UUID:
    await sweep(now)
    of_worker = tables.Draft.worker == worker
    if key := _key(sent.texts):
        await tables.Draft.delete().where(of_worker, tables.Draft.form_key == key)
    draft = tables.Draft(
        id=uuid4(),
        worker=worker,
        path=path,
        page=page,
        texts=msgspec.json.encode(sent.texts).decode(),
        files=",".join(sent.files)[:300],
        form_key=key,
        kept_at=now,
    )
    await tables.Draft.insert(draft)
    latest = (
        tables.Draft.select(tables.Draft.id)
        .where(of_worker)
        .order_by(tables.Draft.kept_at, ascending=False)
        .limit(MOST)
    )
    await tables.Draft.delete().where(of_worker, tables.Draft.id.not_in(latest))
    return draft.id


def _all(texts: Mapping[str, list[str]]) -> list[str]:
    return [text for several in texts.values() for text in several]


def _key(texts: Mapping[str, list[str]]) -> UUID | None:
    try:
        return UUID(texts.get("key", [""])[0])
    except ValueError:
        return None


async def find(draft: UUID, *, worker: UUID, now: datetime) -> Draft | None:
    """Give a worker's own draft that was not sent yet."""
    row = await query_one(f"{_FIND} AND d.id = ?", worker, now - LASTS, draft)
    return _read(row) if row else None


async def find_by_key(key: UUID, *, worker: UUID, now: datetime) -> Draft | None:
    """Give a worker's own draft by itself or by its form's key, which is all that a page remembers."""
    row = await query_one(f"{_FIND} AND (d.id = ? OR d.form_key = ?)", worker, now - LASTS, key, key)
    return _read(row) if row else None


async def waiting(worker: UUID, *, now: datetime) -> list[Draft]:
    """List a worker's drafts, the latest first."""
    rows = await query(f"{_FIND} ORDER BY d.kept_at DESC", worker, now - LASTS)
    return [_read(row) for row in rows]


@transaction
async def throw_away(draft: UUID, *, worker: UUID) -> None:
    """Forget a draft."""
    await tables.Draft.delete().where(tables.Draft.id == draft, tables.Draft.worker == worker)


async def throw_away_all(worker: UUID) -> None:
    """Forget a worker's drafts, within the transaction that closes the account."""
    await tables.Draft.delete().where(tables.Draft.worker == worker)


def _read(row: Any) -> Draft:
    texts = msgspec.json.decode(row[2], type=dict[str, list[str]])
    return Draft(row[0], row[1], texts, tuple(filter(None, row[3].split(","))), row[4], row[5])
