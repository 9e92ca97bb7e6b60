"""Who needs to know where a sheltered client is. Nothing else decides it.

Identity and shelter of trafficked people are secret by law (UU 21/2007); for other victims it is practice. Being in
scope of the case is not enough: everybody else is told of “a safe place”, on every page, list and paper.
"""

from uuid import UUID

from app.capabilities import LEAD_UNIT, SHELTER_CLIENTS
from app.web.http.current_user import CurrentUser


def may_know_place(me: CurrentUser, *, worker: UUID | None, unit: UUID, shelter: UUID | None) -> bool:
    """Tell whether *me* may see the place of a case's secret shelter.

    They may who are assigned to the case (*worker*), supervise its *unit*, or belong to the staff of the *shelter*
    itself, where that is an organisation of this product.
    """
    if worker is not None and me.id == worker:
        return True
    if me.may(LEAD_UNIT) and me.organisation == unit:
        return True
    return shelter is not None and me.organisation == shelter and me.may(SHELTER_CLIENTS)
