"""Pages on which a supervisor compares two records of one person, merges them, and undoes it."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import audit, clock
from app.capabilities import MERGE_CLIENTS, MERGE_TWO_NIKS
from app.clients import duplicates
from app.clients.ages import age_of
from app.clients.finding.lookalikes import alike
from app.clients.names import initials
from app.clients.numbers import normalise
from app.merging import actions, parts, rules, store
from app.merging.forms import MergeForm, UndoForm
from app.regions.book import Regions
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other


class Row(msgspec.Struct, frozen=True):
    """One part of both records, side by side."""

    name: str
    label: str
    kept: str
    gone: str
    differs: bool
    suggested: str


@get("/clients/{number:str}/merge", opt=may(MERGE_CLIENTS), name="merging:compare")
async def compare(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show who may be the same person; with another number chosen, both records side by side."""
    if typed := request.query_params.get("with", "").strip():
        return await _both_page(request, number, typed[:30], None)
    return await _candidates(request, number)


@post("/clients/{number:str}/merge", opt=may(MERGE_CLIENTS), name="merging:merge", status_code=303)
async def merge(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Merge, or say what is missing."""
    form = await read_form(request, MergeForm)
    if isinstance(form, Invalid):
        return await _both_page(request, number, str(form.typed.get("other", "")), form, status=422)
    outcome = await actions.merge(number, form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _both_page(request, number, form.other, outcome, status=422)
    notice = _("Merged. %(other)s now leads to this record.", other=form.other.upper())
    return see_other(url("clients:client", number=outcome.number), notice=notice)


@get("/clients/{number:str}/merges", opt=may(MERGE_CLIENTS), name="merging:merges")
async def merges(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the merges of a client, each with its way back."""
    return await _merges_page(request, number)


@post(
    "/clients/{number:str}/merges/{merge_id:int}/undo",
    opt=may(MERGE_CLIENTS),
    name="merging:undo",
    status_code=303,
)
async def undo(request: Signed, number: FromPath[str], merge_id: FromPath[int]) -> Response[Any]:
    """Take a merge apart, or say what stands against it."""
    form = await read_form(request, UndoForm)
    if isinstance(form, Invalid):
        return await _merges_page(request, number, at=merge_id, form=form, status=422)
    outcome = await actions.undo(number, merge_id, form, me=request.user, now=clock.now())
    if isinstance(outcome, actions.Knotted):
        return await _merges_page(request, number, at=merge_id, against=outcome.sentences, status=409)
    notice = _("%(kept)s and %(gone)s stand for themselves again.", kept=outcome.kept, gone=outcome.gone)
    return see_other(url("clients:client", number=outcome.kept), notice=notice)


routes = [compare, merge, merges, undo]


async def _seen(request: Signed, number: str) -> store.Record:
    """Return a record within scope; of somebody with a restricted case the reading is written down first."""
    record = await store.record(number, request.user)
    if record is None:
        raise NotFound
    if record["restricted"]:
        await audit.read("client", record["number"], by=request.user.id, at=clock.now(), client=record["id"])
    return record


async def _candidates(
    request: Signed, number: str, *, wrong: str = "", typed: str = "", status: int = 200
) -> Response[Any]:
    client, me = await _seen(request, number), request.user
    people = await alike(_person(client), me, now=clock.now(), other_than=client["number"])
    book = await regions()
    return page(
        request,
        "merging/candidates.html",
        status=status,
        client=client,
        people=people,
        place=book.full_name,
        typed=typed,
        form=Invalid({"with": wrong}, {"with": typed}) if wrong else None,
        initials=initials,
        age=_age,
    )


async def _both_page(
    request: Signed, number: str, typed: str, form: Invalid | None, *, status: int = 200
) -> Response[Any]:
    other = normalise(typed) or typed.upper()
    gone = await store.record(other, request.user)
    kept = await _seen(request, number)
    if gone is None or gone["id"] == kept["id"]:
        wrong = _("Nobody in your reach has this number.") if gone is None else _("That is this very record.")
        return await _candidates(request, number, wrong=wrong, typed=typed, status=422)
    gone = await _seen(request, other)
    book = await regions()
    differing = {part.name for part in parts.differing(kept, gone)}
    rows = [_row(part, kept, gone, book, differs=part.name in differing) for part in parts.parts()]
    return page(
        request,
        "merging/both.html",
        status=status,
        form=form,
        kept=kept,
        gone=gone,
        rows=[row for row in rows if row.kept or row.gone],
        verdict=rules.nik_verdict(kept, gone),
        unlike=duplicates.likeness(_person(gone), _person(kept)) < duplicates.WORTH_SHOWING,
        cases=await store.cases_of(kept["id"], gone["id"]),
        supervisor=request.user.may(MERGE_TWO_NIKS),
    )


def _person(client: store.Record) -> duplicates.Person:
    return duplicates.Person(
        client["name_key"],
        client["sex"],
        client["birth_date"],
        client["birth_estimated"],
        client["nik"],
        client["home_region"] or client["found_region"],
        client["kk"],
    )


def _row(part: parts.Part, kept: store.Record, gone: store.Record, book: Regions, *, differs: bool) -> Row:
    """Put one part of both records side by side; numbers that differ are shown whole, to be compared with the cards."""
    here, there = (parts.words(part, record, book, whole=differs) for record in (kept, gone))
    return Row(part.name, str(part.label), here, there, differs, parts.suggested(part, kept, gone))


async def _merges_page(
    request: Signed,
    number: str,
    *,
    at: int = 0,
    form: Invalid | None = None,
    against: list[str] | None = None,
    status: int = 200,
) -> Response[Any]:
    client = await _seen(request, number)
    return page(
        request,
        "merging/merges.html",
        status=status,
        client=client,
        merges=await store.merges(number, request.user),
        at=at,
        form=form,
        against=against or [],
    )


def _age(who: Any) -> str:
    return age_of(who, today=clock.today())
