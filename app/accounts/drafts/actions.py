"""Drafts: what somebody was sending when their session had ended, or set aside half filled in, kept for them.

Nobody else ever sees it. It goes after a day, when it is thrown away, and once the form was acted upon (its idempotency
key tells). Only work on clients and cases is kept, and only what a page of the ended session itself sent: what changes
accounts, rights or definitions is typed again.
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
from app.web.http import csrf
from app.web.http.unsent_form import SECRET, Sent, local_address
from app.web.http.urls import url

LASTS = timedelta(days=1)
MOST = 20
"""Drafts of one person at a time; the oldest give way."""
LONGEST = 200_000  # characters of all texts together
_KEPT = re.compile(r"/(cases|clients|outreach|referrals|adoptions)(/[\w.-]+)*(\?[\w.&=%+-]*)?")
"""Addresses whose forms are kept; any other would be sent again to where it does harm, or to another host (``//``)."""
_LONGEST_PATH = 300
_NOT_SENT = "NOT EXISTS (SELECT 1 FROM command_keys ck WHERE ck.key = d.form_key AND ck.location <> '')"


class Draft(msgspec.Struct, frozen=True):
    """One unsent form: where it goes, what was typed, which fields had files."""

    id: UUID
    path: str
    texts: dict[str, list[str]]
    files: tuple[str, ...]
    kept_at: datetime

    @property
    def until(self) -> datetime:
        """Return when it goes."""
        return self.kept_at + LASTS


async def keep(request: Request[Any, Any, Any], sent: Sent) -> str:
    """Keep a form for the owner of the session that has just ended; give the draft's address, or nothing."""
    path, token = local_address(request.url), request.cookies.get(sessions.cookie_name())
    ours = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    if not token or not ours or not _worth_keeping(path, sent):
        return ""
    ended = await sessions.ended(token)
    if ended is None or not await csrf.proves(request, ended.csrf_secret):
        return ""
    return url("accounts:draft", draft=await _write(ended.worker, path, sent, now=clock.now()))


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
    if len(path) > _LONGEST_PATH or not _KEPT.fullmatch(path):
        return False
    return bool(sent.texts) and sum(map(len, _all(sent.texts))) <= LONGEST


async def sweep(now: datetime) -> None:
    """Remove what nobody sent within its day."""
    await tables.Draft.delete().where(tables.Draft.kept_at < now - LASTS)


@transaction
async def _write(worker: UUID, path: str, sent: Sent, *, now: datetime) -> UUID:
    await sweep(now)
    of_worker = tables.Draft.worker == worker
    if key := _key(sent.texts):
        await tables.Draft.delete().where(of_worker, tables.Draft.form_key == key)
    draft = tables.Draft(
        id=uuid4(),
        worker=worker,
        path=path,
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
    row = await query_one(
        f"SELECT d.id, d.path, d.texts, d.files, d.kept_at FROM drafts d "
        f"WHERE d.id = ? AND d.worker = ? AND d.kept_at > ? AND {_NOT_SENT}",
        draft,
        worker,
        now - LASTS,
    )
    return _read(row) if row else None


async def waiting(worker: UUID, *, now: datetime) -> list[Draft]:
    """List a worker's drafts, the latest first."""
    rows = await query(
        f"SELECT d.id, d.path, d.texts, d.files, d.kept_at FROM drafts d "
        f"WHERE d.worker = ? AND d.kept_at > ? AND {_NOT_SENT} ORDER BY d.kept_at DESC",
        worker,
        now - LASTS,
    )
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
    return Draft(row[0], row[1], texts, tuple(filter(None, row[3].split(","))), row[4])
