"""What can be done with clients. Each is one transaction: the change, its audit row, whoever wants to know."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from app import audit, clock
from app.audit import idempotency
from app.clients import duplicates, numbers, store
from app.clients.differences import mine_and_theirs
from app.clients.finding.keys import rekey
from app.clients.finding.lookalikes import Alike, alike
from app.clients.forms import ClientForm, RelationForm
from app.clients.rules import Values, values_of
from app.clients.subscribers import Facts, on_client_changed
from app.clients.tables import Client, Relation
from app.clients.verification.rules import rule
from app.db import execute, transaction
from app.regions.store import regions
from app.scope import grants
from app.web.forms.decoding import Invalid
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url


class Saved(msgspec.Struct, frozen=True):
    """It is done, and committed; `again` when the same form had been sent before."""

    number: str
    again: bool = False


class Lookalikes(msgspec.Struct, frozen=True):
    """Nothing was saved: these people are registered already and may be the one meant."""

    people: list[Alike]


@transaction
async def register_client(
    form: ClientForm,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
    another: bool = False,
    look: bool = True,
) -> Saved | Lookalikes | Invalid:
    """Register a client under the next number. *another*: the worker has seen who is alike; it is somebody else.

    Without *look* nobody alike is looked for: the caller has done so for a whole sheet.
    """
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Saved(seen.rpartition("/")[2], again=True)
    values = values_of(form, book=await regions(), today=clock.on(now))
    if isinstance(values, Invalid):
        return values
    people = await _alike(values, me, now=now) if look else []
    if people and not another:
        return Lookalikes(people)
    if form.data_source in rule().verifies:
        values["verified_on"] = clock.on(now)
    client, number = uuid4(), await numbers.next_number(now)
    await Client.insert(Client(id=client, number=number, registered_at=now, registered_by=me.id, **values))
    await _let_in(client, me, now=now)
    await grants.follow_home(client, values["home_region"] or values["found_region"], now=now)
    await audit.record(
        "registered",
        by=me.id,
        at=now,
        subject="client",
        subject_id=number,
        client=client,
        detail={"alike": [person.number for person in people if person.number]} if people else None,
    )
    await idempotency.finish(key, worker=me.id, location=url("clients:client", number=number))
    return Saved(number)


async def _alike(values: Values, me: CurrentUser, *, now: datetime) -> list[Alike]:
    person = duplicates.Person(
        values["name_key"],
        values["sex"],
        values["birth_date"],
        values["birth_estimated"],
        values["nik"],
        values["home_region"] or values["found_region"],
        values["kk"],
    )
    if values["full_name"].startswith("Tanpa Identitas "):
        return []  # such names are all alike; marks are compared by eye
    return await alike(person, me, now=now)


async def _let_in(client: UUID, me: CurrentUser, *, now: datetime) -> None:
    """Give access to who registered the client, their supervisor and the division, before there is any case."""
    named = [grants.worker(me.id), grants.DIVISION]
    named += [grants.unit(me.organisation)] if me.organisation else []
    named += [
        name for name in me.grantees if name.startswith(("section:", "region:", "org:")) and name not in named
    ]
    for grantee in named:
        await grants.grant(client, None, grantee, "REGISTRATION", now=now)


@transaction
async def edit_client(
    number: str, form: ClientForm, *, me: CurrentUser, now: datetime, key: UUID | None, version: int | None
) -> Saved | Invalid:
    """Change what is known of a client. Raises NotFound outside *me*'s scope, Stale when somebody was faster."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved(number, again=True)
    await execute(
        "UPDATE clients SET version = version "
        "WHERE id = (SELECT COALESCE(merged_into, id) FROM clients WHERE number = ?)",
        number,
    )  # waits for whoever is at it
    client = await store.client_view(number, me)
    if client is None:
        raise NotFound
    estimate, book = client.birth_date if client.birth_estimated else None, await regions()
    values = values_of(form, book=book, today=clock.on(now), estimate=estimate)
    if not isinstance(values, Invalid):
        for name in ("name_key", "place_key"):
            values.pop(name)  # drawn anew with the names of records that were merged
        values.pop("data_source")  # that of the registration; a later one comes with a verification
    if version is not None and version != client.version:
        mine, theirs = ({}, {}) if isinstance(values, Invalid) else mine_and_theirs(values, client, book)
        raise Stale(theirs_url=url("clients:client", number=number), mine=mine, theirs=theirs)
    if isinstance(values, Invalid):
        return values
    changed = {name: value for name, value in values.items() if getattr(client, name) != value}
    if changed:
        await _change(client, changed, me=me, now=now)
    await idempotency.finish(key, worker=me.id, location=url("clients:client", number=number))
    return Saved(number)


async def _change(client: store.ClientView, changed: Values, *, me: CurrentUser, now: datetime) -> None:
    await Client.update(**changed, version=Client.version + 1).where(Client.id == client.id)
    await rekey(client.id)
    before_after = {name: [_plain(getattr(client, name)), _plain(new)] for name, new in changed.items()}
    await audit.record(
        "changed",
        by=me.id,
        at=now,
        subject="client",
        subject_id=client.number,
        client=client.id,
        detail={"changed": before_after},
    )
    if changed.keys() & {"home_region", "found_region"}:
        homes = [changed.get(name, getattr(client, name)) for name in ("home_region", "found_region")]
        await grants.follow_home(client.id, homes[0] or homes[1], now=now)
    if changed.keys() & {"sex", "birth_date", "birth_estimated", "nationality"}:
        facts = _facts(client, changed)
        for hook in on_client_changed:
            await hook(client.id, facts, by=me.id, now=now)


def _facts(client: store.ClientView, changed: Values) -> Facts:
    now_is = {
        name: changed.get(name, getattr(client, name))
        for name in ("sex", "birth_date", "birth_estimated", "nationality")
    }
    facts: Facts = {name: now_is[name] for name in ("sex", "birth_estimated", "nationality")}
    return facts | {"birth_date": now_is["birth_date"].isoformat()} if now_is["birth_date"] else facts


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction
async def add_relation(
    number: str, form: RelationForm, *, me: CurrentUser, now: datetime, key: UUID | None
) -> Saved:
    """Note somebody around the client. Raises NotFound outside *me*'s scope."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved(number, again=True)
    client = await _in_scope(number, me)
    row = Relation(
        id=uuid4(),
        client=client,
        name=form.name,
        relation=form.relation,
        phone=form.phone,
        is_guardian=form.is_guardian,
        safe=not form.feared,
        note=form.note,
        since=now,
    )
    await Relation.insert(row)
    await audit.record(
        "relation added",
        by=me.id,
        at=now,
        subject="client",
        subject_id=number,
        client=client,
        detail={"relation": form.relation, "id": str(row.id)},
    )
    await idempotency.finish(key, worker=me.id, location=url("clients:client", number=number))
    return Saved(number)


@transaction
async def end_relation(
    number: str, relation: UUID, *, me: CurrentUser, now: datetime, key: UUID | None
) -> Saved:
    """Mark a relation as past; it is never deleted. Raises NotFound for what is not there or outside *me*'s scope."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved(number, again=True)
    client = await _in_scope(number, me)
    this = (Relation.id == relation) & (Relation.client == client)
    if not await Relation.exists().where(this):
        raise NotFound
    ended = await (
        Relation.update({Relation.until: now}).where(this, Relation.until.is_null()).returning(Relation.id)
    )
    if ended:
        await audit.record(
            "relation ended",
            by=me.id,
            at=now,
            subject="client",
            subject_id=number,
            client=client,
            detail={"id": str(relation)},
        )
    await idempotency.finish(key, worker=me.id, location=url("clients:client", number=number))
    return Saved(number)


async def _in_scope(number: str, me: CurrentUser) -> UUID:
    client = await store.client_view(number, me)
    if client is None:
        raise NotFound
    return client.id
