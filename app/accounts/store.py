"""Accounts: what is read of workers, their roles and organisations."""

from uuid import UUID

from app.accounts.tables import Organisation, Worker, WorkerRole
from app.db import Row, query_one


async def by_username(username: str) -> Worker | None:
    """Return the account, open or closed."""
    return await Worker.objects().get(Worker.username == username.lower())


async def password_of(worker: UUID) -> str:
    """Return what is stored for a worker's password."""
    account = await Worker.objects().get(Worker.id == worker)
    return account.password if account else ""


async def lock_open(worker: UUID, stored: str) -> bool:
    """Pessimistic lock: hold an open account that keeps this very password; False where it is not so any more."""
    locked = await (
        Worker.update({Worker.version: Worker.version})
        .where(Worker.id == worker, Worker.password == stored, Worker.active.eq(True))
        .returning(Worker.id)
    )
    return bool(locked)


async def organisation_named(name: str) -> Organisation | None:
    """Return an organisation by its exact name or its id."""
    try:
        return await Organisation.objects().get(Organisation.id == UUID(name))
    except ValueError:
        return await Organisation.objects().get(Organisation.name == name)


async def organisation_names() -> list[str]:
    """Return all organisations' names in order."""
    return [one.name for one in await Organisation.objects().order_by(Organisation.name)]


async def of_worker(worker: UUID) -> Row | None:
    """Return what the account page shows of a worker."""
    return await query_one(
        "SELECT w.username, w.name, w.language, w.password_changed_at, o.name AS organisation FROM workers w "
        "LEFT JOIN organisations o ON o.id = w.organisation WHERE w.id = ?",
        worker,
    )


async def roles_of(worker: UUID) -> list[WorkerRole]:
    """Return a worker's roles with their sections."""
    return await (
        WorkerRole.objects()
        .where(WorkerRole.worker == worker)
        .order_by(WorkerRole.role)
        .order_by(WorkerRole.section)
    )
