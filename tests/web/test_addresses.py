"""Addresses are said once, in their routes: links and forms name the route, and the addresses stay as they are."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from app.main import create_app
from app.web.http.urls import Unroutable, began_with, known, places_of, url
from app.web.pages.render import TEMPLATES, environment

ROOT = TEMPLATES.parent
STABLE = {
    "accounts:account": "/account",
    "accounts:activate": "/activate",
    "accounts:activation": "/activate",
    "accounts:draft": "/drafts/{draft:uuid}",
    "accounts:draft_left": "/drafts",
    "accounts:draft_texts": "/drafts/{draft:uuid}/texts",
    "accounts:draft_discard": "/drafts/{draft:uuid}/discard",
    "accounts:language": "/account/language",
    "accounts:login": "/login",
    "accounts:password": "/account/password",
    "accounts:sign_in": "/login",
    "accounts:sign_out": "/logout",
    "accounts:sign_out_everywhere": "/account/sessions/end",
    "admin:account": "/admin/accounts/{username:str}",
    "admin:accounts": "/admin/accounts",
    "admin:change_account": "/admin/accounts/{username:str}/edit",
    "admin:change_organisation": "/admin/organisations/{id:uuid}",
    "admin:close_account": "/admin/accounts/{username:str}/close",
    "admin:close_organisation": "/admin/organisations/{id:uuid}/close",
    "admin:create_account": "/admin/accounts/new",
    "admin:create_organisation": "/admin/organisations/new",
    "admin:edit_account": "/admin/accounts/{username:str}/edit",
    "admin:new_account": "/admin/accounts/new",
    "admin:new_code": "/admin/accounts/{username:str}/code",
    "admin:new_organisation": "/admin/organisations/new",
    "admin:organisation": "/admin/organisations/{id:uuid}",
    "admin:organisations": "/admin/organisations",
    "admin:reopen_account": "/admin/accounts/{username:str}/reopen",
    "admin:reopen_organisation": "/admin/organisations/{id:uuid}/reopen",
    "adoption:adopt": "/adoptions/new",
    "adoption:answer": "/adoptions/{sheet:uuid}/answers",
    "adoption:check": "/adoptions",
    "adoption:discard": "/adoptions/{sheet:uuid}/discard",
    "adoption:new": "/adoptions/new",
    "adoption:result": "/adoptions/{sheet:uuid}/result.xlsx",
    "adoption:sheet": "/adoptions/{sheet:uuid}",
    "adoption:sheets": "/adoptions",
    "adoption:take": "/adoptions/{sheet:uuid}/take",
    "adoption:template": "/adoptions/template.xlsx",
    "break_glass:answered": "/opened/asked/{asked:uuid}/answered",
    "break_glass:ask_more": "/opened/more",
    "break_glass:asked": "/opened/asked",
    "break_glass:given": "/clients/{number:str}/reason",
    "break_glass:more": "/opened/more",
    "break_glass:opened": "/opened",
    "break_glass:reason": "/clients/{number:str}/reason",
    "break_glass:release": "/opened/asked/{asked:uuid}/release",
    "break_glass:seen": "/opened/{opening:uuid}/seen",
    "cases:list": "/cases",
    "cases:new": "/cases/new",
    "cases:open": "/cases/new",
    "casework:assessed": "/cases/{number:str}/assessments/{name:str}",
    "casework:assessment": "/cases/{number:str}/assessments/{name:str}",
    "casework:assign": "/cases/{number:str}/assign",
    "casework:assigned": "/cases/{number:str}/assign",
    "casework:case": "/cases/{number:str}",
    "casework:client": "/cases/{number:str}/client",
    "casework:document": "/cases/{number:str}/documents/{document:uuid}",
    "casework:document_added": "/cases/{number:str}/documents",
    "casework:document_new": "/cases/{number:str}/documents/new",
    "casework:document_remove": "/cases/{number:str}/documents/{document:uuid}/remove",
    "casework:document_removed": "/cases/{number:str}/documents/{document:uuid}/remove",
    "casework:extend": "/cases/{number:str}/extend",
    "casework:extended": "/cases/{number:str}/extend",
    "casework:move": "/cases/{number:str}/moves/{trigger:str}",
    "casework:move_made": "/cases/{number:str}/moves",
    "casework:note": "/cases/{number:str}/notes",
    "casework:record": "/cases/{number:str}/records/{name:str}",
    "casework:record_made": "/cases/{number:str}/records/{name:str}",
    "casework:relocate": "/cases/{number:str}/relocate",
    "casework:relocated": "/cases/{number:str}/relocate",
    "casework:task": "/cases/{number:str}/tasks/{task:str}",
    "casework:task_added": "/cases/{number:str}/tasks/{task:str}/add",
    "casework:task_done": "/cases/{number:str}/tasks/{task:str}",
    "casework:task_excused": "/cases/{number:str}/tasks/{task:str}/excuse",
    "casework:task_undone": "/cases/{number:str}/tasks/{task:str}/undo",
    "casework:time_refused": "/cases/{number:str}/extend/refuse",
    "casework:timeline": "/cases/{number:str}/timeline",
    "casework:urgency": "/cases/{number:str}/urgency",
    "casework:urgency_set": "/cases/{number:str}/urgency",
    "casework:visit": "/cases/{number:str}/visit",
    "casework:visit_new": "/cases/{number:str}/visit",
    "casework:void": "/cases/{number:str}/void",
    "casework:voided": "/cases/{number:str}/void",
    "clients:add_relation": "/clients/{number:str}/relations",
    "clients:change": "/clients/{number:str}/edit",
    "clients:client": "/clients/{number:str}",
    "clients:edit": "/clients/{number:str}/edit",
    "clients:end_relation": "/clients/{number:str}/relations/{relation:uuid}/end",
    "clients:keep_verification": "/clients/{number:str}/verify",
    "clients:list": "/clients",
    "clients:new": "/clients/new",
    "clients:register": "/clients/new",
    "clients:verifications": "/verifications",
    "clients:verify": "/clients/{number:str}/verify",
    "home:desk": "/",
    "intake:add_person": "/outreach/{event:uuid}/new",
    "intake:answer_referral": "/referrals/{referral:uuid}/answer",
    "intake:change_event": "/outreach/{event:uuid}/edit",
    "intake:edit_event": "/outreach/{event:uuid}/edit",
    "intake:event": "/outreach/{event:uuid}",
    "intake:keep_event": "/outreach/new",
    "intake:new_event": "/outreach/new",
    "intake:new_person": "/outreach/{event:uuid}/new",
    "intake:new_referral": "/referrals/new",
    "intake:outreach": "/outreach",
    "intake:referral": "/referrals/{referral:uuid}",
    "intake:referrals": "/referrals",
    "intake:send_referral": "/referrals/new",
    "intake:types": "/types",
    "merging:compare": "/clients/{number:str}/merge",
    "merging:merge": "/clients/{number:str}/merge",
    "merging:merges": "/clients/{number:str}/merges",
    "merging:undo": "/clients/{number:str}/merges/{merge_id:int}/undo",
    "oversight:audit": "/audit",
    "oversight:audit_csv": "/audit.csv",
    "regions:choice": "/regions/choice",
    "reports:cases": "/reports/monthly/{month:str}/cases",
    "reports:month": "/reports/monthly/{month:str}",
    "reports:monthly": "/reports/monthly",
    "rights:access": "/rights/access",
    "rights:agree": "/rights/access/{asked:uuid}/agree",
    "rights:ask": "/rights/access",
    "rights:ask_lift": "/rights/masks",
    "rights:end_hold": "/admin/holds/{hold:uuid}/end",
    "rights:holds": "/admin/holds",
    "rights:lift": "/rights/masks/{lift:uuid}",
    "rights:lifts": "/rights/masks",
    "rights:pack_json": "/rights/access/{asked:uuid}/json",
    "rights:pack_pdf": "/rights/access/{asked:uuid}/pdf",
    "rights:place_hold": "/admin/holds",
    "rights:retention": "/admin/retention",
    "rights:retention_csv": "/admin/retention.csv",
    "sop:journey": "/sop/{journey:str}",
    "sop:list": "/sop",
    "supervision:stalled": "/supervision/stalled",
    "supervision:stalled_workers": "/supervision/stalled/workers",
    "web:healthz": "/healthz",
    "web:readyz": "/readyz",
    "web:security": "/.well-known/security.txt",
    "web:static": "/static/{path:path}",
    "web:styleguide": "/styleguide",
    "web:styleguide_error": "/styleguide/errors/{status:int}",
    "web:styleguide_sent": "/styleguide",
}
"""The contract with everybody who has written an address down: a bookmark, a letter, another system."""
LINKING = re.compile(
    r"""\b(?:href|action|formaction|src|hx-(?:get|post|put|delete|patch))\s*=\s*"(/[^"{]*)"""
)
LITERAL = re.compile(r"""["'](/[\w./-]*)["']""")


def test_addresses_stay_as_they_are() -> None:
    assert {name: address.path for name, address in known().items()} == STABLE


def test_every_route_of_the_application_has_its_name() -> None:
    create_app()
    routes = {
        (handler.name, route.path)
        for route in create_app().routes
        for handler in getattr(route, "route_handlers", [])
        if "OPTIONS" not in handler.http_methods
    }
    assert routes == set(STABLE.items())
    assert all(re.fullmatch(r"[a-z_]+:[a-z_]+", name) for name in STABLE)


def test_an_address_is_filled_and_quoted() -> None:
    assert url("casework:move", number="ABC-1", trigger="accept") == "/cases/ABC-1/moves/accept"
    assert url("clients:client", number="A B/C?d") == "/clients/A%20B%2FC%3Fd"
    assert url("web:static", path="vendor/a b.js") == "/static/vendor/a%20b.js"
    assert url("home:desk") == "/"


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("casework:nothing", {}),
        ("casework:case", {}),
        ("casework:case", {"nummer": 1}),
        ("cases:list", {"number": 1}),
    ],
)
def test_a_wrong_name_or_place_fails_loudly(name: str, places: dict[str, object]) -> None:
    with pytest.raises(Unroutable):
        url(name, **places)


def test_an_address_is_read_back() -> None:
    assert places_of("casework:case", "/cases/ABC") == {"number": "ABC"}
    assert places_of("casework:case", "/cases/ABC/moves") is None
    assert began_with("casework:case", "/cases/ABC/moves?x=1") == {"number": "ABC"}
    assert began_with("casework:case", "/clients/ABC") is None


def is_address(text: str) -> bool:
    """Tell whether a text is an address of ours, with or without a query; the bare slash is nobody's."""
    path = re.split(r"[?#]", text)[0]
    return path != "/" and any(address.read(path) is not None for address in known().values())


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Find (line, text) of the strings of a module that are addresses, outside of its routes' decorators."""
    tree = ast.parse(source)
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside |= {id(part) for decorator in node.decorator_list for part in ast.walk(decorator)}
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in inside or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        if text.startswith("/") and is_address(text):
            yield node.lineno, text


def linked(template: str) -> Iterator[str]:
    """Find the addresses that a template spells out, in its markup or in its expressions."""
    yield from (text for text in LINKING.findall(template) if text != "/" or '="/"' in template)
    expressions = " ".join(re.findall(r"\{\{.*?\}\}|\{%.*?%\}", template, flags=re.DOTALL))
    yield from filter(is_address, LITERAL.findall(expressions))


def test_no_module_spells_an_address_out() -> None:
    astray = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(ROOT.glob("app/**/*.py"))
        for line, text in literals(path.read_text())
    ]
    assert astray == []


def test_no_template_spells_an_address_out() -> None:
    astray = [
        f"{path.relative_to(TEMPLATES)}: {text}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for text in linked(re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL))
    ]
    assert astray == []


@pytest.mark.parametrize(
    "planted",
    ['see_other("/cases")', 'see_other(f"/cases/{number}#moves")', 'go(f"/clients/{one}/edit?then={two}")'],
)
def test_an_address_planted_in_a_module_is_noticed(planted: str) -> None:
    assert list(literals(planted))
    assert not list(literals('@get("/cases")\ndef cases():\n    return "/no/such/address"'))


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="/cases/{{ number }}">',
        '<form method="post" action="/clients/new">',
        '<p hx-get="/types">',
        '<a class="brand" href="/">',
        '{{ chip_list(chips, "/cases") }}',
    ],
)
def test_an_address_planted_in_a_template_is_noticed(planted: str) -> None:
    assert list(linked(planted))


def asked_in_modules() -> Iterator[tuple[str, str, set[str]]]:
    """Find every use of `url` in a module: where, which name, which places."""
    for path in sorted(ROOT.glob("app/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "url":
                names = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                places = {keyword.arg or "**" for keyword in node.keywords}
                yield from ((f"{path.name}:{node.lineno}", str(name.value), places) for name in names)


def asked_in_templates() -> Iterator[tuple[str, str, set[str]]]:
    """Find every use of `url` in a template."""
    env: Environment = environment()
    for path in sorted(TEMPLATES.rglob("*.html")):
        for call in env.parse(path.read_text()).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "url":
                names = [call.args[0], *call.args[0].find_all(nodes.Const)]
                places = {keyword.key for keyword in call.kwargs}
                consts = [one.value for one in names if isinstance(one, nodes.Const)]
                yield from ((f"{path.name}:{call.lineno}", str(name), places) for name in consts)


def test_every_name_asked_for_is_a_route_and_gets_its_places() -> None:
    uses = [
        use
        for use in [*asked_in_modules(), *asked_in_templates()]
        if ":" in use[1]  # in a choice between two names there are other constants too
    ]
    wrong = [
        use
        for use in uses
        if use[1] not in STABLE or ("**" not in use[2] and set(known()[use[1]].places) != use[2])
    ]
    assert len(uses) > 200
    assert wrong == []
