"""A page: it answers in both languages, and the access matrix has its line."""

from tests import people
from tests.access.test_matrix import (
    EXPECTED,
    test_every_route_has_its_expectation_and_every_expectation_its_route,
)

test_every_route = test_every_route_has_its_expectation_and_every_expectation_its_route


async def test_the_page_answers_those_whom_it_admits(app, signed_in):
    await people.worker("kabid", "KABID", language="id")
    await people.worker("sari", "PEKSOS")
    page = await (await signed_in("kabid")).get("/reports/figures")

    assert page.status_code == 200
    assert "Angka-angka laporan" in page.text and "Kasus awal bulan" in page.text
    assert (await (await signed_in("sari")).get("/reports/figures")).status_code == 403
    assert "KABID" in EXPECTED["GET /reports/figures"][1]
