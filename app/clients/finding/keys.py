"""The keys under which a client is found, drawn anew from all that the client's records say."""

from uuid import UUID

from app.clients.finding.places import place_key
from app.clients.names import name_key
from app.db import execute, query
from app.regions.store import regions


async def rekey(client: UUID) -> None:
    """Draw a client's keys after a change, within its transaction: also from the records that were merged into it."""
    rows = await query(
        """SELECT full_name, alias, preferred_name, ktp_region, home_region, found_region,
                  ktp_address, home_address, found_place
           FROM clients WHERE id = ? OR merged_into = ? ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, number""",
        client,
        client,
        client,
    )
    names = name_key(*(name for row in rows for name in row[0:3]))
    places = [code for row in rows for code in row[3:6]]
    addresses = [text for row in rows for text in row[6:9]]
    await execute(
        "UPDATE clients SET name_key = ?, place_key = ? WHERE id = ?",
        names,
        place_key(await regions(), places, addresses),
        client,
    )
