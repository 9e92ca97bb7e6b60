"""A filter of the list of cases: it stands in the form, narrows list and count, and is a chip that can be taken away."""

from app import clock
from app.cases.listing import store
from app.cases.listing.filters import CaseFilter
from tests import people
from tests.cases.world import case
from tests.clients.world import me_of


async def test_a_list_is_narrowed_by_urgency(app, signed_in):
    await people.worker("sari", "PEKSOS")
    for name in ("Satu Sari", "Dua Sari"):
        await case("sari", name, about=30 + len(name))
    sari = await signed_in("sari")
    page = (await sari.get("/cases?urgency=DARURAT&stage=INTAKE")).text
    me, now = await me_of("sari"), clock.now()
    counts = [await store.count(CaseFilter(urgency=code), me, now=now) for code in ("", "BIASA", "DARURAT")]

    assert counts == [2, 2, 0]
    assert "All urgencies" in page and 'id="f-urgency"' in page
    assert 'class="chip" href="/cases?stage=INTAKE">Emergency' in page
    assert (await sari.get("/cases?urgency=X")).status_code == 422
