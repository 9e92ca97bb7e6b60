"""Deduplication: merging two client records, and undoing it. One transaction each: rows, cases' events, audit."""

from datetime import datetime
from uuid import UUID

import msgspec

from app import audit
from app.audit import idempotency
from app.cases.actions import client_merged, client_parted
from app.cases.projection import MERGED
from app.cases.tables import Case
from app.clients.finding.keys import rekey
from app.db import transaction
from app.merging import links, parts, registrars, rules, store
from app.merging.forms import MergeForm, UndoForm
from app.merging.links import Moved
from app.scope import closing, grants, restriction
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _


class Merged(msgspec.Struct, frozen=True):
    """It is done, and committed; the number of the record that stays."""

    number: str


class Parted(msgspec.Struct, frozen=True):
    """The merge is undone; both numbers stand for themselves again."""

    kept: str
    gone: str


class Knotted(msgspec.Struct, frozen=True):
    """The merge cannot be undone, for all these reasons."""

    sentences: list[str]


@transaction
async def merge(number: str, form: MergeForm, *, me: CurrentUser, now: datetime) -> Merged | Invalid:
    """Merge the record that the form names into the one of this number. Raises NotFound, Stale."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Merged(number)
    kept, gone = await _locked(number, form.other, me=me)
    if kept["id"] == gone["id"]:
        return refuse(form, other=_("Both numbers lead to this record already."))
    _not_stale(form, kept, gone)
    if wrong := rules.complaints(form, rules.nik_verdict(kept, gone), me.roles):
        return refuse(form, **wrong)
    await _merge(kept, gone, form, me=me, now=now)
    await idempotency.finish(form.key, worker=me.id, location=url("clients:client", number=kept["number"]))
    return Merged(kept["number"])


async def _locked(*numbers: str, me: CurrentUser) -> list[store.Record]:
    """Return records that stay as they are until the end of the transaction. Raises NotFound, Stale.

    A number may lead to another record, and be led elsewhere while this waits for its turn.
    """
    records = [await _of(number, me) for number in numbers]
    await store.lock(*(one["number"] for one in records))
    present = [await _of(number, me) for number in numbers]
    if [one["id"] for one in present] != [one["id"] for one in records]:
        raise Stale(theirs_url=url("clients:client", number=present[0]["number"]))
    return present


async def _of(number: str, me: CurrentUser) -> store.Record:
    record = await store.record(number, me)
    if record is None:
        raise NotFound
    return record


def _not_stale(form: MergeForm, kept: store.Record, gone: store.Record) -> None:
    if (form.version, form.other_version) != (kept["version"], gone["version"]):
        raise Stale(theirs_url=f"{url('merging:compare', number=kept['number'])}?with={gone['number']}")


async def _merge(
    kept: store.Record, gone: store.Record, form: MergeForm, *, me: CurrentUser, now: datetime
) -> None:
    held = await links.rows_of(kept["id"])
    strangers = await registrars.strangers(kept, gone)
    made = await store.begin(kept["id"], gone["id"], me=me, now=now, reason=form.reason)
    moved: Moved = {}
    for link in links.links():
        went = await links.move(link, await link.rows(gone["id"]), to=kept["id"])
        moved |= {link.name: went} if went else {}
    changed = parts.merged(kept, gone, form.take)
    await store.write(kept["id"], changed)
    await store.write(gone["id"], {"merged_into": kept["id"]})
    await rekey(kept["id"])
    await _follow(kept["id"], now=now)
    await registrars.leave(kept["id"], strangers, now=now)
    written = await _tell_cases({**kept, **changed}, gone["number"], me=me, now=now)
    taken = {name: [parts.plain(kept[name]), parts.plain(value)] for name, value in changed.items()}
    await store.fill(made, taken=taken, moved=moved, held=held, told=written)
    for one, other in ((kept, gone), (gone, kept)):
        await audit.record(
            "clients merged",
            by=me.id,
            at=now,
            subject="client",
            subject_id=one["number"],
            client=one["id"],
            detail={"other": other["number"], "stays": kept["number"], "changed": dict.fromkeys(taken)},
        )


async def _follow(client: UUID, *, now: datetime) -> None:
    """Draw who is restricted by what the record has now; let the kecamatan of its home know, unless it must not."""
    await restriction.draw(client, now=now)
    await closing.goes_on(client)
    held = await store.raw(client)
    await grants.follow_home(client, held["home_region"] or held["found_region"], now=now)


async def _tell_cases(
    client: store.Record, other: str, *, me: CurrentUser, now: datetime
) -> dict[str, list[int]]:
    rows = await Case.select(Case.id).where(Case.client == client["id"]).order_by(Case.number)
    facts: dict[str, bool | int | str] = {
        "sex": client["sex"],
        "birth_estimated": bool(client["birth_estimated"]),
        "nationality": client["nationality"],
    }
    if client["birth_date"]:
        facts["birth_date"] = client["birth_date"].isoformat()
    cause = f"{MERGED}{other} → {client['number']}"
    written = await client_merged([row["id"] for row in rows], facts, cause=cause, by=me.id, now=now)
    return {str(case): ordinals for case, ordinals in written.items()}


@transaction
async def undo(
    number: str, merge_id: int, form: UndoForm, *, me: CurrentUser, now: datetime
) -> Parted | Knotted:
    """Take a merge apart, or say what happened since that cannot be. Raises NotFound."""
    merge_found = await store.merge(number, merge_id, me)
    if merge_found is None:
        raise NotFound
    sent_before = await idempotency.claim(form.key, worker=me.id, at=now)
    await store.lock(merge_found.kept_number, merge_found.gone_number)
    made = await store.merge(number, merge_id, me)  # somebody else may have undone it while this waited
    if made is None:
        raise NotFound
    if sent_before or made.undone_at:
        return Parted(made.kept_number, made.gone_number)
    if against := await obstacles(made):
        return Knotted(against)
    await _part(made, form.reason, me=me, now=now)
    await idempotency.finish(form.key, worker=me.id, location=url("merging:merges", number=made.kept_number))
    return Parted(made.kept_number, made.gone_number)


async def obstacles(made: store.Merge) -> list[str]:
    """Return everything that happened since the merge and belongs to neither record for sure."""
    later = await store.later_merges(made)
    present = await store.raw(made.kept)
    altered = {name for name, (_before, after) in made.taken.items() if parts.plain(present[name]) != after}
    for part in parts.parts():
        if altered & set(part.columns):
            later.append(
                _("“%(field)s” came from the other record and has been changed since.", field=str(part.label))
            )
    return later + await _new_rows(made)


async def _new_rows(made: store.Merge) -> list[str]:
    cases = [UUID(key) for key in made.moved.get("cases.client", [])]
    held = [UUID(key) for key in made.held.get("cases.client", [])]
    added = []
    for link in links.links():
        if link.table in ("access", "clients", "duplicate_questions", "restrictions", "unmaskings"):
            continue  # access follows the cases, merges made since are told apart from here, who looked at both saw both
        known = {*link.keys(made.held.get(link.name, [])), *link.keys(made.moved.get(link.name, []))}
        sure = set(await links.of_cases(link, made.kept, cases + held))
        new = [key for key in await link.rows(made.kept) if key not in known | sure]
        if new:
            added.append(await store.told_of(link.table, new))
    return added


async def _part(made: store.Merge, reason: str, *, me: CurrentUser, now: datetime) -> None:
    cases = [UUID(key) for key in made.moved.get("cases.client", [])]
    await store.end(made, me=me, now=now, reason=reason)
    for link in links.links():
        back = {*link.keys(made.moved.get(link.name, [])), *await links.of_cases(link, made.kept, cases)}
        still = [key for key in await link.rows(made.kept) if key in back]
        await links.move(link, still, to=made.gone)
    restored = {name: parts.typed(name, before) for name, (before, _after) in made.taken.items()}
    await store.write(made.kept, restored)
    await store.write(made.gone, {"merged_into": None})
    await rekey(made.kept)
    for client in (made.kept, made.gone):
        await registrars.come_back(client, merged_at=made.merged_at, now=now)
        await _follow(client, now=now)
    ordinals_of = {UUID(case): ordinals for case, ordinals in made.told.items()}
    await client_parted(ordinals_of, cause=f"{MERGED}{made.gone_number}", reason=reason, by=me.id, now=now)
    for number, client in ((made.kept_number, made.kept), (made.gone_number, made.gone)):
        await audit.record(
            "clients parted",
            by=me.id,
            at=now,
            subject="client",
            subject_id=number,
            client=client,
            detail={"kept": made.kept_number, "gone": made.gone_number},
        )
