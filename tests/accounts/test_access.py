"""Every route says who may call it, and that is held."""

from uuid import uuid4

import pytest
from litestar import Litestar, get
from litestar.exceptions import ImproperlyConfiguredException

from app.accounts.roles import Standing, grantees
from app.capabilities import LEAD_UNIT, Capability
from app.main import create_app
from app.web.http.access import PUBLIC, SIGNED_IN, guard, may, refuse_undeclared
from tests import people


@get("/silent")
async def silent() -> None:
    """Planted: says nothing about who may call it."""


@get("/spoken", opt=may(PUBLIC))
async def spoken() -> None:
    """Planted: says so."""


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start():
    refuse_undeclared(Litestar([spoken], openapi_config=None))
    with pytest.raises(ImproperlyConfiguredException, match="/silent"):
        refuse_undeclared(Litestar([spoken, silent], openapi_config=None))


def test_the_application_checks_its_own_routes(monkeypatch):
    from app import main

    real = main._routes
    monkeypatch.setattr(main, "_routes", lambda config: [*real(config), silent])
    with pytest.raises(ImproperlyConfiguredException, match="/silent"):
        create_app()


def test_a_rule_names_a_capability_and_that_known_roles_only():
    with pytest.raises(ImproperlyConfiguredException, match="PEKSOS"):
        may("PEKSOS")
    with pytest.raises(ValueError, match="PEKSOSS"):
        Capability("PEKSOS PEKSOSS")


async def test_a_role_that_is_not_admitted_is_refused_and_a_stranger_is_sent_to_the_door(sqlite_db):
    from tests.browser import Browser

    @get("/only", opt=may(LEAD_UNIT), sync_to_thread=False)
    def only() -> str:
        return "in"

    @get("/anyone", opt=may(SIGNED_IN), sync_to_thread=False)
    def anyone() -> str:
        return "in"

    app = create_app()
    app.register(only)
    app.register(anyone)
    await people.worker("sari", "PEKSOS")
    await people.worker("budi", "SUPERVISOR", "KASI", section="ANAK")
    async with Browser(app) as browser:
        assert (await browser.get("/only")).url.path == "/login"
        await browser.sign_in("sari")
        assert (await browser.get("/only")).status_code == 403
        assert (await browser.get("/anyone")).text == "in"
    async with Browser(app) as browser:
        await browser.sign_in("budi")
        assert (await browser.get("/only")).text == "in"


def test_the_guard_refuses_what_slipped_through():
    import asyncio

    from litestar.exceptions import PermissionDeniedException

    with pytest.raises(PermissionDeniedException):
        asyncio.run(guard(None, silent))


@pytest.mark.parametrize(
    ("role", "section", "sees"),
    [
        ("PEKSOS", "", {"worker:{w}"}),
        ("SAKTI", "", {"worker:{w}"}),
        ("TKSK", "", {"worker:{w}", "region:36.04.01"}),
        ("LKS", "", {"worker:{w}", "org:{o}"}),
        ("UPTD", "", {"worker:{w}", "org:{o}"}),
        ("KABKOTA", "", {"worker:{w}", "region:36.04"}),
        ("BAPAS_PK", "", {"worker:{w}", "org:{o}"}),
        ("SUPERVISOR", "", {"worker:{w}", "unit:{o}"}),
        ("KASI", "ANAK", {"worker:{w}", "section:ANAK"}),
        ("KABID", "", {"division"}),
        ("DATA", "", {"worker:{w}", "division"}),
        ("KADIS", "", set()),
        ("AUDITOR", "", set()),
        ("DPO", "", set()),
        ("ADMIN", "", set()),
        ("SOP_OWNER", "", set()),
    ],
)
def test_each_role_sees_what_the_field_reference_says(role, section, sees):
    worker, organisation = uuid4(), uuid4()
    standing = Standing(worker, organisation, "36.04", "36.04.01")
    expected = {name.format(w=worker, o=organisation) for name in sees}
    assert set(grantees(standing, [(role, section)])) == expected


def test_several_roles_see_what_each_of_them_sees_once():
    worker, organisation = uuid4(), uuid4()
    standing = Standing(worker, organisation, None, None)
    found = grantees(standing, [("PEKSOS", ""), ("SUPERVISOR", "")])
    assert found == (f"worker:{worker}", f"unit:{organisation}")
