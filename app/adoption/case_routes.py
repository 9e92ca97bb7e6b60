"""The page that takes one running case over, step by step of its SOP."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from app import clock
from app.adoption import store
from app.adoption.forms import AdoptForm, adoption_of, mark_of, turns
from app.adoption.sheets.lookups import definitions, journey_of, short_journeys
from app.adoption.take_case import adopt_one
from app.capabilities import SUPERVISE, TAKE_OVER_CASES
from app.cases.store import candidates, unshown
from app.clients import store as clients
from app.clients.ages import age_words
from app.clients.store import ClientView
from app.explain.adoption import field_of, sentence
from app.opening import choices
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form, refuse, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from app.web.pages.render import label, page, see_other
from workflows.definition import Definition
from workflows.engine import hold_of
from workflows.reasons import Reason

_FORM_FIELDS = {"entered": "entered", "born": "", "region": "region", "type": ""}


@get("/adoptions/new", opt=may(TAKE_OVER_CASES), name="adoption:new")
async def new_adoption(request: Signed) -> Response[Any]:
    """Ask for the type, then for what is known of the case."""
    client = await _client(request)
    me, first = request.user, {"as_of": await store.last_key_day(), "unit": request.user.organisation}
    return await _page(request, client, {**first, "region": me.region, "urgency": "BIASA"})


@post("/adoptions/new", opt=may(TAKE_OVER_CASES), name="adoption:adopt", status_code=303)
async def adopt(request: Signed) -> Response[Any]:
    """Take the case over, or say all that speaks against it."""
    client, me, now = await _client(request), request.user, clock.now()
    code, _way, definition = await _asked(request)
    if definition is None:
        raise NotFound
    form = await read_form(request, AdoptForm)
    if typed(form).get("choose"):
        return await _page(request, client, Invalid({}, typed(form)))
    held = form if isinstance(form, Invalid) else await _checked(form, me)
    if isinstance(held, Invalid):
        return await _page(request, client, held, status=422)
    done = turns(held)
    if isinstance(done, Invalid):
        return await _page(request, client, done, status=422)
    adoption = adoption_of(
        held, done, client=client.number, pmks_type=code, journey=definition.meta.id, reported_at=now
    )
    mark = mark_of(held, client=client.number, name=client.full_name, pmks_type=code)
    outcome = await adopt_one(adoption, mark, held.reference, definition, me=me, now=now, key=held.key)
    if not isinstance(outcome, str):
        return await _page(request, client, _refused(held, *outcome, definition), status=422)
    number = outcome.rpartition("/")[2]
    seen = (
        outcome
        if await unshown(number, me) and me.may(SUPERVISE)
        else url("clients:client", number=client.number)
    )
    return see_other(seen, notice=_("Case %(number)s is taken over.", number=number))


routes = [new_adoption, adopt]


async def _client(request: Signed) -> ClientView:
    client = await clients.client_view(request.query_params.get("client", "").upper(), request.user)
    if client is None:
        raise NotFound
    return client


async def _asked(request: Signed) -> tuple[str, str, Definition | None]:
    """Return the type and the short journey in the address, and the definition they come to."""
    code, way = (request.query_params.get(name, "").upper() for name in ("type", "journey"))
    return code, way, journey_of(code, way, await definitions(), await short_journeys())


async def _checked(form: AdoptForm, me: CurrentUser) -> AdoptForm | Invalid:
    errors = {}
    if form.as_of > clock.today():
        errors["as_of"] = _("This day lies ahead.")
    if form.region not in dict((await regions()).kabkota()):
        errors["region"] = _("Choose one of the options.")
    if form.unit not in dict(await choices.units(me)):
        errors["unit"] = _("Choose one of the options.")
    elif form.worker and form.worker not in dict(await candidates(form.unit)):
        errors["worker"] = _("This worker does not belong to the unit. Choose again.")
    return refuse(form, **errors) if errors else form


def _refused(
    form: AdoptForm, complaints: list[str], reasons: tuple[Reason, ...], defn: Definition
) -> Invalid:
    """Put each reason on the field where it can be mended."""
    errors: dict[str, str] = {}
    for reason in reasons:
        field = _FORM_FIELDS.get(field_of(reason), field_of(reason))
        what = str(reason.args.get("what", ""))
        if what.startswith(("task:", "milestone:", "stage:")):
            sort, _sep, name = what.partition(":")
            field = f"{ {'task': 'done', 'milestone': 'milestones', 'stage': 'stages'}[sort] }.{name}"
        errors.setdefault(field, sentence(reason, defn))
    if not reasons:
        errors[""] = " ".join(complaints)
    return refuse(form, **errors)


async def _page(request: Signed, client: ClientView, form: object, *, status: int = 200) -> Response[Any]:
    me, shown = request.user, typed(form)
    journeys, short = await definitions(), await short_journeys()
    code, way, defn = await _asked(request)
    chosen: object = {"type": code, "journey": way}
    if defn is None and code in journeys:
        unfit = _("This journey does not serve the type. Choose the whole journey.")
        chosen = Invalid({"journey": unfit}, {"type": code, "journey": way})
    units = await choices.units(me)
    known = {str(unit): unit for unit, _name in units}
    unit = known.get(str(shown.get("unit")), units[0][0] if units else UUID(int=0))
    return page(
        request,
        "adoption/case.html",
        status=status,
        form=form,
        client=client,
        code=code if defn else "",
        way=way,
        chosen=chosen,
        ways=choices.way_options(list(short.values()))[1:],
        types=[(one, code_label(one, "pmks")) for one in sorted(journeys)],
        stages=_stages(defn),
        holds=_holds(defn),
        milestones=[(one.id, label(one.title)) for one in defn.milestones] if defn else [],
        outcomes=[(one, label(kind.title)) for one, kind in defn.outcomes.items()] if defn else [],
        age=age_words(client.birth_date, estimated=client.birth_estimated, on=clock.today()),
        kabkota=(await regions()).kabkota(),
        units=units,
        workers=await candidates(unit),
    )


def _stages(defn: Definition | None) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return (stage, words, its tasks as (task, words, may be done several times))."""
    if defn is None:
        return []
    return [
        (
            stage.id,
            label(stage.title),
            [(task.id, label(task.title), task.repeat is not None) for task in stage.tasks],
        )
        for stage in defn.stages
        if stage.kind not in ("final", "hold")
    ]


def _holds(defn: Definition | None) -> list[tuple[str, str]]:
    if defn is None or not any(hold_of(defn, stage.id) for stage in defn.stages):
        return []
    return [(code, label(title)) for code, title in defn.hold_reasons.items()]
