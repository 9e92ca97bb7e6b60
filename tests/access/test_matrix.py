"""Every route times everybody: who gets the page, who is refused, for whom the case does not exist.

The table below is written by hand and does not ask the routes what they declare. A route without a line in it
fails, and so does a line without a route.
"""

import re

import httpx
import pytest
from litestar import Litestar, get
from litestar.exceptions import ImproperlyConfiguredException
from litestar.routes import HTTPRoute

from app.main import create_app
from app.scope.predicate import Sql
from app.web.http.access import PUBLIC, may
from tests.access.cast import OVERSEERS, ROLES, SCOPED, Cast

CASE_WORK = frozenset(
    {"PEKSOS", "SAKTI", "SUPERVISOR", "KASI", "KABID", "LKS", "UPTD", "KABKOTA", "BAPAS_PK", "TKSK"}
)
INSIDE = frozenset({"PEKSOS", "SAKTI", "SUPERVISOR", "KASI", "KABID"})
HANDS = CASE_WORK - {"BAPAS_PK"}
PAPERS = CASE_WORK - {"TKSK"}
DECIDE = frozenset({"SUPERVISOR", "KASI"})
CLIENTS = frozenset({"PEKSOS", "SAKTI", "TKSK", "LKS", "UPTD", "KABKOTA", "SUPERVISOR", "KASI", "DATA"})
LISTS = CASE_WORK | {"DATA"}
OPENS = frozenset({"PEKSOS", "SAKTI", "SUPERVISOR", "KASI"})
REPORTS = OPENS | {"TKSK", "KABKOTA"}
FIGURES = frozenset({"KABID", "KASI", "DATA", "SUPERVISOR"})
EVERYBODY = frozenset(ROLES.values())
ANYONE = EVERYBODY | {"nobody"}

TRACE = frozenset({"AUDITOR", "DPO"})
ADMIN = frozenset({"ADMIN"})
TAKE_OVER = DECIDE | {"DATA"}
SENT_ON = OPENS | {"KABID", "KABKOTA", "DATA"}

CASE, CLIENT, FREE, NONE = "case", "client", "free", "none"
"""What a route is about: it exists only for those in the scope of the case, of the client, for all, or (asked
with an id that nothing has) for nobody."""

Line = tuple[str, frozenset[str], dict[str, str]]
MOVE = {"trigger": "accept", "version": "2"}
WHY = {"reason": "Salah", "version": "2"}
EXPECTED: dict[str, Line] = {
    "GET /cases/{number}": (CASE, LISTS, {}),
    "POST /cases/{number}/notes": (CASE, CASE_WORK, {"text": "Halo"}),
    "GET /cases/{number}/visit": (CASE, HANDS, {}),
    "POST /cases/{number}/visit": (CASE, HANDS, {"text": "Halo", "service": "FISIK", "place": "RUMAH"}),
    "GET /cases/{number}/timeline": (CASE, LISTS, {}),
    "GET /cases/{number}/moves/{trigger}": (CASE, CASE_WORK, {}),
    "POST /cases/{number}/moves": (CASE, CASE_WORK, MOVE),
    "GET /cases/{number}/void": (CASE, DECIDE, {}),
    "POST /cases/{number}/void": (CASE, DECIDE, WHY),
    "GET /cases/{number}/extend": (CASE, INSIDE, {}),
    "POST /cases/{number}/extend": (CASE, INSIDE, {"until": "2026-03-01", **WHY}),
    "POST /cases/{number}/extend/refuse": (CASE, DECIDE | {"KABID"}, WHY),
    "GET /cases/{number}/urgency": (CASE, INSIDE, {}),
    "POST /cases/{number}/urgency": (CASE, INSIDE, {"urgency": "SEGERA", **WHY}),
    "GET /cases/{number}/tasks/{task}": (CASE, CASE_WORK, {}),
    "POST /cases/{number}/tasks/{task}": (CASE, CASE_WORK, {"note": "Halo", "version": "2"}),
    "POST /cases/{number}/tasks/{task}/undo": (CASE, CASE_WORK, WHY),
    "POST /cases/{number}/tasks/{task}/excuse": (CASE, DECIDE, WHY),
    "POST /cases/{number}/tasks/{task}/add": (CASE, CASE_WORK, WHY),
    "GET /cases/{number}/documents/new": (CASE, PAPERS, {}),
    "POST /cases/{number}/documents": (CASE, PAPERS, {"kind": "other"}),
    "GET /cases/{number}/documents/{document}": (CASE, PAPERS, {}),
    "GET /cases/{number}/documents/{document}/remove": (CASE, INSIDE, {}),
    "POST /cases/{number}/documents/{document}/remove": (CASE, INSIDE, WHY),
    "GET /cases/{number}/assign": (CASE, INSIDE, {}),
    "POST /cases/{number}/assign": (CASE, INSIDE, WHY),
    "GET /cases/{number}/relocate": (CASE, INSIDE, {}),
    "POST /cases/{number}/relocate": (CASE, INSIDE, {"region": "36.71", **WHY}),
    "GET /cases/{number}/client": (CASE, CASE_WORK, {}),
    "GET /cases/{number}/records/{name}": (CASE, CASE_WORK, {}),
    "POST /cases/{number}/records/{name}": (CASE, CASE_WORK, {"basis": "OWN", "version": "2"}),
    "GET /cases/{number}/assessments/{name}": (CASE, CASE_WORK, {}),
    "POST /cases/{number}/assessments/{name}": (CASE, CASE_WORK, {"version": "2"}),
    "GET /cases/new": (CLIENT, REPORTS, {}),
    "POST /cases/new": (CLIENT, REPORTS, {}),
    "GET /clients/{number}": (CLIENT, CLIENTS | {"KABID"}, {}),
    "GET /clients/{number}/edit": (CLIENT, CLIENTS, {}),
    "POST /clients/{number}/edit": (CLIENT, CLIENTS, {"full_name": "X", "sex": "L", "safe_contact": "BEBAS"}),
    "POST /clients/{number}/relations": (CLIENT, CLIENTS, {"name": "X", "relation": "IBU"}),
    "POST /clients/{number}/relations/{relation}/end": (CLIENT, CLIENTS, {}),
    "GET /verifications": (FREE, CLIENTS | {"KABID"}, {}),
    "GET /clients/{number}/verify": (CLIENT, CLIENTS, {}),
    "POST /clients/{number}/verify": (CLIENT, CLIENTS, {"data_source": "KARTU", "dtsen_status": "BELUM_CEK"}),
    "GET /clients": (FREE, CLIENTS | {"KABID"}, {}),
    "GET /clients/new": (FREE, CLIENTS, {}),
    "POST /clients/new": (FREE, CLIENTS, {}),
    "GET /cases": (FREE, LISTS, {}),
    "GET /types": (FREE, EVERYBODY, {}),
    "GET /referrals": (FREE, SENT_ON, {}),
    "GET /referrals/new": (CLIENT, OPENS, {}),
    "POST /referrals/new": (CLIENT, OPENS, {}),
    "GET /referrals/{referral}": (NONE, SENT_ON, {}),
    "POST /referrals/{referral}/answer": (NONE, OPENS, {}),
    "GET /outreach": (FREE, SENT_ON, {}),
    "GET /outreach/new": (FREE, OPENS, {}),
    "POST /outreach/new": (FREE, OPENS, {}),
    "GET /outreach/{event}": (NONE, SENT_ON, {}),
    "GET /outreach/{event}/edit": (NONE, OPENS, {}),
    "POST /outreach/{event}/edit": (NONE, OPENS, {}),
    "GET /outreach/{event}/new": (NONE, OPENS, {}),
    "POST /outreach/{event}/new": (NONE, OPENS, {}),
    "GET /adoptions": (FREE, TAKE_OVER, {}),
    "POST /adoptions": (FREE, TAKE_OVER, {}),
    "GET /adoptions/new": (CLIENT, TAKE_OVER, {}),
    "POST /adoptions/new": (CLIENT, TAKE_OVER, {}),
    "GET /adoptions/template.xlsx": (FREE, TAKE_OVER, {}),
    "GET /adoptions/{sheet}": (NONE, TAKE_OVER, {}),
    "POST /adoptions/{sheet}/answers": (NONE, TAKE_OVER, {}),
    "POST /adoptions/{sheet}/take": (NONE, TAKE_OVER, {}),
    "POST /adoptions/{sheet}/discard": (NONE, TAKE_OVER, {}),
    "GET /adoptions/{sheet}/result.xlsx": (NONE, TAKE_OVER, {}),
    "GET /clients/{number}/reason": (CLIENT, LISTS, {}),
    "POST /clients/{number}/reason": (CLIENT, LISTS, {}),
    "GET /opened": (FREE, DECIDE | {"DPO"}, {}),
    "POST /opened/{opening}/seen": (NONE, DECIDE | {"DPO"}, {}),
    "GET /opened/more": (FREE, LISTS, {}),
    "POST /opened/more": (FREE, LISTS, {"reason": "Halo"}),
    "GET /opened/asked": (FREE, frozenset({"KABID", "DPO", "DATA"}), {}),
    "POST /opened/asked/{asked}/release": (NONE, frozenset({"KABID", "DPO"}), {}),
    "POST /opened/asked/{asked}/answered": (NONE, frozenset({"DATA"}), {}),
    "GET /clients/{number}/merge": (CLIENT, DECIDE, {}),
    "POST /clients/{number}/merge": (CLIENT, DECIDE, {}),
    "GET /clients/{number}/merges": (CLIENT, DECIDE, {}),
    "POST /clients/{number}/merges/{merge_id}/undo": (CLIENT, DECIDE, {"reason": "Salah"}),
    "GET /admin/accounts": (FREE, ADMIN, {}),
    "GET /admin/accounts/new": (FREE, ADMIN, {}),
    "POST /admin/accounts/new": (FREE, ADMIN, {}),
    "GET /admin/accounts/{username}": (FREE, ADMIN, {}),
    "GET /admin/accounts/{username}/edit": (FREE, ADMIN, {}),
    "POST /admin/accounts/{username}/edit": (FREE, ADMIN, {}),
    "POST /admin/accounts/{username}/code": (FREE, ADMIN, {}),
    "POST /admin/accounts/{username}/close": (FREE, ADMIN, {}),
    "POST /admin/accounts/{username}/reopen": (FREE, ADMIN, {}),
    "GET /admin/organisations": (FREE, ADMIN, {}),
    "GET /admin/organisations/new": (FREE, ADMIN, {}),
    "POST /admin/organisations/new": (FREE, ADMIN, {}),
    "GET /admin/organisations/{id}": (NONE, ADMIN, {}),
    "POST /admin/organisations/{id}": (NONE, ADMIN, {}),
    "POST /admin/organisations/{id}/close": (NONE, ADMIN, {}),
    "POST /admin/organisations/{id}/reopen": (NONE, ADMIN, {}),
    "GET /admin/retention": (FREE, ADMIN | {"DPO"}, {}),
    "GET /admin/retention.csv": (FREE, ADMIN | {"DPO"}, {}),
    "GET /admin/holds": (FREE, frozenset({"DPO", "KABID"}), {}),
    "POST /admin/holds": (FREE, frozenset({"DPO", "KABID"}), {}),
    "POST /admin/holds/{hold}/end": (FREE, frozenset({"DPO", "KABID"}), {}),
    "GET /rights/access": (FREE, frozenset({"DPO", "KABID"}), {}),
    "POST /rights/access/{asked}/agree": (NONE, frozenset({"DPO", "KABID"}), {}),
    "GET /rights/masks": (FREE, frozenset({"DPO", "KASI"}), {}),
    "POST /rights/masks": (FREE, frozenset({"DPO", "KASI"}), {}),
    "POST /rights/masks/{lift}": (NONE, frozenset({"DPO", "KASI"}), {"reason": "Tidak lagi perlu."}),
    "POST /rights/access": (FREE, frozenset({"DPO"}), {}),
    "GET /rights/access/{asked}/pdf": (NONE, frozenset({"DPO"}), {}),
    "GET /rights/access/{asked}/json": (NONE, frozenset({"DPO"}), {}),
    "GET /audit": (FREE, TRACE, {}),
    "GET /audit.csv": (FREE, TRACE, {}),
    "GET /drafts/{draft}": (NONE, EVERYBODY, {}),
    "POST /drafts": (FREE, EVERYBODY, {}),
    "GET /drafts/{draft}/texts": (FREE, EVERYBODY, {}),
    "POST /drafts/{draft}/discard": (FREE, EVERYBODY, {}),
    "GET /activate": (FREE, ANYONE, {}),
    "POST /activate": (FREE, ANYONE, {}),
    "GET /supervision/stalled": (FREE, DECIDE | {"KABID"}, {}),
    "GET /supervision/stalled/workers": (FREE, DECIDE | {"KABID"}, {}),
    "GET /reports/monthly": (FREE, FIGURES | {"KADIS"}, {}),
    "GET /reports/monthly/{month}": (FREE, FIGURES | {"KADIS"}, {}),
    "GET /reports/monthly/{month}/cases": (FREE, FIGURES, {}),
    "GET /": (FREE, EVERYBODY, {}),
    "GET /sop": (FREE, EVERYBODY, {}),
    "GET /sop/{journey}": (FREE, EVERYBODY, {}),
    "GET /regions/choice": (FREE, EVERYBODY, {}),
    "GET /account": (FREE, EVERYBODY, {}),
    "POST /account/password": (FREE, EVERYBODY, {}),
    "POST /account/language": (FREE, ANYONE, {}),
    "GET /login": (FREE, ANYONE, {}),
    "POST /login": (FREE, ANYONE, {}),
    "POST /logout": (FREE, EVERYBODY, {}),
    "POST /account/sessions/end": (FREE, EVERYBODY, {}),
    "GET /healthz": (FREE, ANYONE, {}),
    "GET /readyz": (FREE, ANYONE, {}),
    "GET /.well-known/security.txt": (FREE, ANYONE, {}),
    "GET /static/{path}": (FREE, ANYONE, {}),
    "GET /styleguide": (FREE, ANYONE, {}),
    "POST /styleguide": (FREE, ANYONE, {}),
    "GET /styleguide/errors/{status}": (FREE, ANYONE, {}),
}
ENDS_SESSIONS = {"POST /logout", "POST /account/sessions/end"}
PEOPLE = [*ROLES, "nobody"]
REFUSED, ABSENT, MOVED, MOVES = {403}, {404}, {404}, {303, 409, 422}
ODD_ANSWERS = {
    "POST /adoptions/new": {404},  # no type was named
    "GET /styleguide/errors/{status}": {404},
    "GET /.well-known/security.txt": {200, 404},
    "GET /static/{path}": {200, 404},
    "POST /drafts": {204},
    "POST /login": {303, 401, 422},
    "POST /admin/accounts/{username}/code": {200, 303, 409},
}
LEAD_TO_A_CASE = [name for name, (about, _roles, _form) in EXPECTED.items() if about in (CASE, CLIENT)]
PAGES = [
    name for name in LEAD_TO_A_CASE if name.startswith("GET") and "/client" not in name.split("}", 1)[-1]
]


def routes_of(app: Litestar) -> set[str]:
    """Name every route as the table does."""
    named = {
        f"{method} {re.sub(r':[a-z]+}', '}', route.path)}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    }
    return {name for name in named if not name.startswith("OPTIONS")}


class Places(dict[str, str]):
    """What stands in the places of a path; an id that nothing has, where nothing else is said."""

    def __missing__(self, _place: str) -> str:
        return "00000000-0000-4000-8000-000000000000"


def address(name: str, cast: Cast) -> str:
    """Fill the places of a route's path."""
    path = name.partition(" ")[2]
    number = cast.client if path.startswith("/clients") else cast.case.number
    kinds = {"records": "consent", "assessments": "ikpb"}
    filled = {
        "number": number,
        "trigger": "accept",
        "task": "papers",
        "document": cast.document,
        "relation": cast.relation,
        "merge_id": "999",
        "username": "leaver",
        "month": "2026-01",
        "journey": "BWBLP",
        "status": "404",
        "path": "app.css",
        "name": kinds.get(path.split("/")[3] if path.count("/") > 2 else "", ""),
    }
    query = {
        "GET /cases/new": f"?client={cast.client}",
        "POST /cases/new": f"?client={cast.client}",
        "GET /adoptions/new": f"?client={cast.client}",
        "POST /adoptions/new": f"?client={cast.client}",
        "GET /referrals/new": f"?client={cast.client}",
        "POST /referrals/new": f"?client={cast.client}",
        "GET /regions/choice": "?field=home",
        "GET /reports/monthly/{month}/cases": "?figure=closing",
    }.get(name, "")
    return path.format_map(Places(filled)) + query


def test_every_route_has_its_expectation_and_every_expectation_its_route():
    assert routes_of(create_app()) == set(EXPECTED)


def test_a_planted_route_is_noticed():
    @get("/planted", opt=may(PUBLIC), sync_to_thread=False)
    def planted() -> str:
        return ""

    app = create_app()
    app.register(planted)
    assert routes_of(app) - set(EXPECTED) == {"GET /planted"}


def test_an_undeclared_route_keeps_the_application_from_starting(monkeypatch):
    @get("/planted", sync_to_thread=False)
    def planted() -> str:
        return ""

    monkeypatch.setattr("app.home.routes.routes", [planted])
    with pytest.raises(ImproperlyConfiguredException, match="/planted"):
        create_app()


async def ask(cast: Cast, username: str, name: str, form: dict[str, str]) -> httpx.Response:
    """Send a request to a route, named as the table does, as somebody."""
    browser = await cast.browser(username)
    if name.startswith("GET"):
        return await browser.get(address(name, cast), follow_redirects=False)
    return await browser.send_form(address(name, cast), form, follow_redirects=False)


@pytest.mark.parametrize("username", PEOPLE)
async def test_who_gets_a_page_who_is_refused_and_for_whom_it_does_not_exist(at_hand, username):
    found = [await wrong(at_hand, username, name) for name in sorted(set(EXPECTED) - ENDS_SESSIONS)]
    assert [one for one in found if one] == []


@pytest.mark.parametrize("username", ["other_peksos", "other_kasi", "colleague"])
async def test_an_over_wide_query_is_noticed(at_hand, username, monkeypatch):
    """A mutant: the query of a case asks nobody for their scope."""
    monkeypatch.setattr("app.cases.store.case_scope", lambda *_asked: Sql("1 = 1", ()))
    assert await wrong(at_hand, username, "GET /cases/{number}")


async def test_an_over_wide_query_of_clients_is_noticed(at_hand, monkeypatch):
    """A mutant: the query of a client asks nobody for their scope."""
    monkeypatch.setattr("app.clients.store.client_scope", lambda *_asked: Sql("1 = 1", ()))
    assert await wrong(at_hand, "other_peksos", "GET /clients/{number}")


async def wrong(cast: Cast, username: str, name: str) -> str:
    """Say in which way an answer is not what the table says; nothing where it is."""
    about, roles, filled = EXPECTED[name]
    answer = await ask(cast, username, name, {})
    if username == "nobody" and "nobody" not in roles:
        return _wrong_at_the_door(name, answer)
    if _asks_why(about, roles, username, name):
        led = answer.headers.get("location", "").startswith(f"/clients/{cast.client}/reason?next=")
        return "" if led else f"{name}: {answer.status_code}, and asks for no reason"
    good = _good(about, roles, username, name)
    if answer.status_code not in good:
        return f"{name}: {answer.status_code}, not {sorted(good)}"
    if good == ABSENT and about in (CASE, CLIENT) and name not in ODD_ANSWERS:
        wanted = MOVES if username in SCOPED else ABSENT
        filled_in = await ask(cast, username, name, filled)
        return "" if filled_in.status_code in wanted else f"{name}, filled in: {filled_in.status_code}"
    return ""


def _wrong_at_the_door(name: str, answer: httpx.Response) -> str:
    """Whoever has not signed in is led to the door, or refused."""
    led = answer.status_code == 303 and answer.headers["location"].startswith("/login")
    right = led if name.startswith("GET") else answer.status_code == 401
    return "" if right else f"{name}: {answer.status_code}"


def _asks_why(about: str, roles: frozenset[str], username: str, name: str) -> bool:
    """Whether somebody in scope, but not on the team, has to say why first."""
    return (
        about in (CASE, CLIENT)
        and username in OVERSEERS
        and ROLES[username] in roles
        and "/reason" not in name
    )


def _good(about: str, roles: frozenset[str], username: str, name: str) -> set[int]:
    """Give the answers that are right: refused, absent, or the page."""
    if ROLES.get(username, "nobody") not in roles:
        return REFUSED
    if about == NONE or (about != FREE and username not in SCOPED):
        return ABSENT
    if name == "POST /cases/{number}/moves":
        return ABSENT  # no move was named
    return ODD_ANSWERS.get(name, {200, 303, 422})


@pytest.mark.parametrize("name", sorted(ENDS_SESSIONS))
async def test_whoever_is_signed_in_may_sign_out_and_then_sees_nothing(at_hand, name):
    assert (await ask(at_hand, "nobody", name, {})).status_code == 401
    assert (await ask(at_hand, "peksos", name, {})).status_code == 303
    answer = await ask(at_hand, "peksos", "GET /cases/{number}", {})
    assert answer.headers["location"].startswith("/login")
