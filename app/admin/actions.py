"""Administration of accounts: what an administrator does, each one transaction with its audit row.

Nobody changes what their own account may see, and the last administrator stays. What somebody may see is worked out
from roles, organisation and place at every request, so a change holds at once, on open pages too.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app import audit, clock
from app.accounts import passwords, sessions
from app.accounts.actions import NewWorker, give_roles, insert_worker
from app.accounts.activation import codes
from app.accounts.drafts import actions as drafts
from app.accounts.tables import Worker, WorkerRole
from app.admin import rules, store
from app.admin.forms import AccountForm, NewAccountForm
from app.admin.rules import Known
from app.audit import idempotency
from app.capabilities import ADMINISTER, FOLLOW_REPORT, OWN_CASES, READ_NAMES, SEE_CLIENTS
from app.db import Duplicate, execute, marks, query_one, savepoint, transaction
from app.scope import grants
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext


class Coded(msgspec.Struct, frozen=True):
    """A code was made and may be shown this once; it is empty when the same form had been sent before."""

    username: str
    code: str


class Done(msgspec.Struct, frozen=True):
    """It is done, and committed."""

    username: str


class Barred(msgspec.Struct, frozen=True):
    """It was not done, for this reason."""

    sentence: str


async def create(
    form: NewAccountForm, *, known: Known, me: CurrentUser, now: datetime, key: UUID | None
) -> Coded | Invalid:
    """Make an account whose owner sets the password by the code that is returned."""
    if wrong := rules.complaints(form, known):
        return refuse(form, **wrong)
    return await _create(form, known, await passwords.nobody_knows(), me=me, now=now, key=key)


@transaction
async def _create(
    form: NewAccountForm, known: Known, stored: str, *, me: CurrentUser, now: datetime, key: UUID | None
) -> Coded | Invalid:
    username = form.username.strip().lower()
    if await idempotency.claim(key, worker=me.id, at=now):
        return Coded(username, "")
    new = NewWorker(
        username=username, password="", roles=rules.roles_of(form), **rules.values_of(form, known)
    )
    try:
        async with savepoint():
            worker = await insert_worker(new, stored, by=me.id, now=now)
    except Duplicate:
        return refuse(form, username=_("This username is taken. Choose another."))
    code = await codes.make(worker, by=me.id, now=now)
    await idempotency.finish(key, worker=me.id, location=url("admin:account", username=username))
    return Coded(username, code)


async def new_code(username: str, *, me: CurrentUser, now: datetime, key: UUID | None) -> Coded | Barred:
    """Make a code for an account: its password no longer opens it, and its sessions end."""
    return await _new_code(username, await passwords.nobody_knows(), me=me, now=now, key=key)


@transaction
async def _new_code(
    username: str, stored: str, *, me: CurrentUser, now: datetime, key: UUID | None
) -> Coded | Barred:
    if await idempotency.claim(key, worker=me.id, at=now):
        return Coded(username, "")
    account = await _locked(username)
    if account.id == me.id:
        return Barred(_("Your own password is changed on the page of your account."))
    if not account.active:
        return Barred(_("This account is closed. Open it again first."))
    await Worker.update({Worker.password: stored}).where(Worker.id == account.id)
    ended = await sessions.close_all(account.id)
    code = await codes.make(account.id, by=me.id, now=now)
    await _record("password_code_made", account, me, now, {"sessions": ended})
    await idempotency.finish(key, worker=me.id, location=url("admin:account", username=username))
    return Coded(username, code)


@transaction
async def change(
    username: str,
    form: AccountForm,
    *,
    known: Known,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
    version: int | None,
) -> Done | Barred | Invalid:
    """Change an account: name, roles, organisation, place, language, last day."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Done(username)
    await _one_at_a_time()
    account = await _locked(username)
    if version is not None and version != account.version:
        raise Stale(theirs_url=url("admin:account", username=username))
    if wrong := rules.complaints(form, known):
        return refuse(form, **wrong)
    values, roles = rules.values_of(form, known), rules.roles_of(form)
    if account.id == me.id and (roles != sorted(account.roles) or _moves(account, values)):
        return refuse(
            form, roles=_("Another administrator has to change your own roles, organisation or place.")
        )
    if not ADMINISTER.held_by(frozenset(form.roles)) and await _is_last_administrator(account, now):
        return refuse(form, roles=_last_one())
    if not form.leaves_cases and (left := await _cases_left(account, values, roles)):
        return refuse(form, leaves_cases=left)
    await _write(account, values, roles, me=me, now=now)
    await idempotency.finish(key, worker=me.id, location=url("admin:account", username=username))
    return Done(username)


async def _cases_left(account: store.Account, values: dict[str, Any], roles: list[tuple[str, str]]) -> str:
    """Say how many open cases the person would leave behind by a change after which they hold none."""
    holds = OWN_CASES.held_by(frozenset(role for role, _section in roles))
    if holds and not await store.is_closed(values["organisation"]):
        return ""
    left = await store.open_cases(account.id)
    if not left:
        return ""
    return ngettext(
        "After this change %(n)s open case has nobody to work on it and stands with its supervisor. Tick to confirm.",
        "After this change %(n)s open cases have nobody to work on them and stand with their supervisors. Tick to confirm.",
        left,
    )


@transaction
async def close(username: str, *, me: CurrentUser, now: datetime, key: UUID | None) -> Done | Barred:
    """Close an account at once: its sessions and codes end with it. Nothing of its past is touched."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Done(username)
    await _one_at_a_time()
    account = await _locked(username)
    if await _is_last_administrator(account, now):
        return Barred(_last_one())
    if account.active:
        await _update(account, {"active": False})
        ended = await sessions.close_all(account.id)
        await codes.end(account.id, now=now)
        await drafts.throw_away_all(account.id)
        await _record("worker_closed", account, me, now, {"sessions": ended})
    await idempotency.finish(key, worker=me.id, location=url("admin:account", username=username))
    return Done(username)


@transaction
async def reopen(username: str, *, me: CurrentUser, now: datetime, key: UUID | None) -> Done:
    """Open a closed account again, with the password it had."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Done(username)
    account = await _locked(username)
    if not account.active:
        await _update(account, {"active": True})
        await _record("worker_reopened", account, me, now, {})
    await idempotency.finish(key, worker=me.id, location=url("admin:account", username=username))
    return Done(username)


async def _write(
    account: store.Account,
    values: dict[str, Any],
    roles: list[tuple[str, str]],
    *,
    me: CurrentUser,
    now: datetime,
) -> None:
    changed = {name: value for name, value in values.items() if getattr(account, name) != value}
    before_after: dict[str, Any] = {
        name: [_plain(getattr(account, name)), _plain(value)] for name, value in changed.items()
    }
    if roles != sorted(account.roles):
        before_after["roles"] = [
            [":".join(one) for one in sorted(account.roles)],
            [":".join(one) for one in roles],
        ]
        await WorkerRole.delete().where(WorkerRole.worker == account.id)
        await give_roles(account.id, roles)
        held = frozenset(role for role, _section in roles)
        await grants.follow_roles(
            account.id, works=OWN_CASES.held_by(held), reports=FOLLOW_REPORT.held_by(held), now=now
        )
    if not before_after:
        return
    await _update(account, changed)
    held = frozenset(role for role, _section in roles)
    meets_people = READ_NAMES.held_by(held) and SEE_CLIENTS.held_by(held)
    if "organisation" in changed or not meets_people:
        before_after["registrations_ended"] = await grants.end_registrations(account.id, now=now)
    await _record("worker_changed", account, me, now, {"changed": before_after})


async def _update(account: store.Account, values: dict[str, Any]) -> None:
    """Optimistic locking: write columns, and make every form that shows the account as it was stale."""
    await Worker.update(**values, version=Worker.version + 1).where(Worker.id == account.id)


async def _locked(username: str) -> store.Account:
    """Pessimistic lock: keep others off the account until the end of the transaction."""
    await Worker.update({Worker.version: Worker.version}).where(Worker.username == username.lower())
    account = await store.account(username)
    if account is None:
        raise NotFound
    return account


async def _one_at_a_time() -> None:
    """Let only one transaction at a time count administrators, so that two cannot take each other away."""
    await execute(
        "INSERT INTO settings (name, value) VALUES ('administrators', '') "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )


async def _is_last_administrator(account: store.Account, now: datetime) -> bool:
    if not account.active or not ADMINISTER.held_by(frozenset(dict(account.roles))):
        return False
    other = await query_one(
        f"""SELECT 1 FROM workers w JOIN worker_roles r ON r.worker = w.id
           WHERE r.role IN ({marks(ADMINISTER.roles)}) AND w.active AND w.id <> ? AND (w.expires_on IS NULL OR w.expires_on >= ?)""",
        *ADMINISTER.roles,
        account.id,
        clock.on(now),
    )
    return other is None


def _last_one() -> str:
    return _("This is the last administrator. Make somebody else administrator first.")


def _moves(account: store.Account, values: dict[str, Any]) -> bool:
    return any(getattr(account, name) != values[name] for name in ("organisation", "region", "kecamatan"))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)


async def _record(
    action: str, account: store.Account, me: CurrentUser, now: datetime, detail: dict[str, Any]
) -> None:
    await audit.record(
        action, by=me.id, at=now, subject="worker", subject_id=account.id, detail=detail or None
    )
