"""Who else wants to know that a client changed. The slices above register themselves when the server is wired."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

Facts = dict[str, bool | int | str]
"""What guards read of a client: sex, birth_date (ISO), birth_estimated."""


class Hook(Protocol):
    """Called inside the transaction of the change, with the facts as they are from now on."""

    async def __call__(self, client: UUID, facts: Facts, *, by: UUID, now: datetime) -> None:
        """Take note that *by* changed *client*."""


on_client_changed: list[Hook] = []
