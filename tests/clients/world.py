"""What a worker types when registering somebody; a test changes what it is about."""

from typing import Any
from uuid import UUID, uuid4

from app import clock
from app.clients.actions import Saved, register_client
from app.clients.forms import ClientForm
from app.web.http.current_user import CurrentUser

TYPED = {"full_name": "Ahmad Suryana", "sex": "L", "safe_contact": "BEBAS", "birth_date": "04/05/1990"}


async def me_of(username: str) -> CurrentUser:
    """Return a worker as requests see them."""
    from app.accounts.roles import Standing, grantees
    from app.db import query, query_one

    row = await query_one(
        "SELECT id, username, name, organisation, region, kecamatan FROM workers WHERE username = ?", username
    )
    assert row is not None
    roles = [
        tuple(one) for one in await query("SELECT role, section FROM worker_roles WHERE worker = ?", row.id)
    ]
    standing = Standing(row.id, row.organisation, row.region, row.kecamatan)
    return CurrentUser(
        id=row.id,
        username=row.username,
        name=row.name,
        roles=frozenset(role for role, _section in roles),
        grantees=grantees(standing, roles),
        organisation=row.organisation,
        region=row.region,
        lang="en",
    )


async def client(username: str, name: str = "Ahmad Suryana", **values: Any) -> str:
    """Register somebody; return the client number."""
    form = ClientForm(**{"full_name": name, "sex": "L", "safe_contact": "BEBAS", **values})
    saved = await register_client(form, me=await me_of(username), now=clock.now(), key=uuid4(), another=True)
    assert isinstance(saved, Saved)
    return saved.number


async def organisation_id(name: str) -> UUID:
    from tests import people

    return await people.organisation(name)
