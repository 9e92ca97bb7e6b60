"""Questions about accounts."""

from uuid import UUID

from app.db import Row, execute, query, query_one


async def by_username(username: str) -> Row | None:
    """Return the account, open or closed."""
    return await query_one(
        "SELECT id, username, name, password, active, language, expires_on FROM workers WHERE username = ?",
        username.lower(),
    )


async def password_of(worker: UUID) -> str:
    """Return what is stored for a worker's password."""
    row = await query_one("SELECT password FROM workers WHERE id = ?", worker)
    return str(row.password) if row else ""


async def still_opened_by(worker: UUID, stored: str) -> bool:
    """Tell whether an account is open and keeps this very password; others wait until the transaction has ended."""
    return bool(
        await execute(
            "UPDATE workers SET version = version WHERE id = ? AND password = ? AND active = ?",
            worker,
            stored,
            True,
        )
    )


async def organisation_named(name: str) -> Row | None:
    """Return an organisation by its exact name or its id."""
    try:
        return await query_one("SELECT id, name FROM organisations WHERE id = ?", UUID(name))
    except ValueError:
        return await query_one("SELECT id, name FROM organisations WHERE name = ?", name)


async def organisation_names() -> list[str]:
    """Return all organisations' names in order."""
    return [row.name for row in await query("SELECT name FROM organisations ORDER BY name")]


async def of_worker(worker: UUID) -> Row | None:
    """Return what the account page shows of a worker."""
    return await query_one(
        "SELECT w.username, w.name, w.language, w.password_changed_at, o.name AS organisation FROM workers w "
        "LEFT JOIN organisations o ON o.id = w.organisation WHERE w.id = ?",
        worker,
    )


async def roles_of(worker: UUID) -> list[Row]:
    """Return a worker's roles with their sections."""
    return await query(
        "SELECT role, section FROM worker_roles WHERE worker = ? ORDER BY role, section", worker
    )
