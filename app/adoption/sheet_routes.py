"""Pages of sheets: send one, look at what every row would do, take the rows over, fetch the result."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.adoption import check_sheet, store, take_over
from app.adoption.forms import AnswerForm, SheetForm, TakeForm, answered, answers_of
from app.adoption.masking import masked, shown_name
from app.adoption.sheets import writing
from app.adoption.sheets.answers import Answers
from app.adoption.sheets.columns import header
from app.adoption.sheets.lookups import definitions, short_journeys
from app.adoption.sheets.places import Places
from app.adoption.sheets.reading import MAX_ROWS, Unreadable
from app.adoption.store import SheetView
from app.capabilities import SUPERVISE, TAKE_OVER_CASES
from app.opening import choices
from app.regions.store import regions
from app.web.forms.decoding import Invalid, chosen, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n import catalogue
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language
from app.web.i18n.lists import CODES, code_label, options
from app.web.pages.pagination import whole
from app.web.pages.render import PRIVATE, page, see_other
from workflows.lists.pmks import IN_SCOPE


@get("/adoptions", opt=may(TAKE_OVER_CASES), name="adoption:sheets")
async def sheet_list(request: Signed) -> Response[Any]:
    """Explain, offer the template, take a sheet."""
    return await _start(
        request, {"as_of": await store.last_key_day() or clock.today().replace(day=1) - timedelta(days=1)}
    )


@get("/adoptions/template.xlsx", opt=may(TAKE_OVER_CASES), name="adoption:template")
async def template(request: Signed) -> Response[bytes]:
    """Give the empty sheet with the codes in force."""
    catalogue.choose(request)
    sheet = writing.template(await definitions(), await short_journeys(), (await regions()).kabkota())
    return _file(sheet, _("running-cases.xlsx"))


@post("/adoptions", opt=may(TAKE_OVER_CASES), name="adoption:check", status_code=303)
async def check(request: Signed) -> Response[Any]:
    """Read the sheet and keep what is to be said of each row; write no case."""
    form, me = await read_form(request, SheetForm), request.user
    if isinstance(form, SheetForm):
        errors = {}
        if form.as_of > clock.today():
            errors["as_of"] = _("This day lies ahead.")
        if form.unit not in dict(await choices.units(me)):
            errors["unit"] = _("Choose one of the options.")
        errors |= await _wrong_region(form.region)
        form = refuse(form, **errors) if errors else form
    if isinstance(form, Invalid):
        return await _start(request, form, status=422)
    data = await form.file.read()
    checked = await check_sheet.check_sheet(
        form.file.filename or "",
        data,
        as_of=form.as_of,
        unit=form.unit,
        answers=answers_of(form),
        me=me,
        now=clock.now(),
        key=form.key,
    )
    if isinstance(checked, Unreadable):
        return await _start(request, refuse(form, file=" ".join(checked.sentences)), status=422)
    return see_other(url("adoption:sheet", sheet=checked.id))


@get("/adoptions/{sheet:uuid}", opt=may(TAKE_OVER_CASES), name="adoption:sheet")
async def one_sheet(request: Signed, sheet: FromPath[UUID]) -> Response[Any]:
    """Show what each row would do, or did."""
    return await _one(request, await _found(request, sheet), None)


@post("/adoptions/{sheet:uuid}/answers", opt=may(TAKE_OVER_CASES), name="adoption:answer", status_code=303)
async def answer(request: Signed, sheet: FromPath[UUID]) -> Response[Any]:
    """Judge the rows anew by what is said for all of them; write no case."""
    view, form = await _found(request, sheet), await read_form(request, AnswerForm)
    if isinstance(form, AnswerForm) and (errors := await _wrong_region(form.region)):
        form = refuse(form, **errors)
    if isinstance(form, Invalid):
        return await _one(request, view, form, status=422)
    if not await check_sheet.answer(sheet, answered(form, view), me=request.user, now=clock.now()):
        notice = _("The rows are done. See each one's result below.")
    else:
        notice = _("The rows were looked at anew.")
    return see_other(url("adoption:sheet", sheet=sheet), notice=notice)


@post("/adoptions/{sheet:uuid}/take", opt=may(TAKE_OVER_CASES), name="adoption:take", status_code=303)
async def take(request: Signed, sheet: FromPath[UUID]) -> Response[Any]:
    """Take the rows over."""
    view, form = await _found(request, sheet), await read_form(request, TakeForm)
    if isinstance(form, TakeForm):
        everything = form.rows == "all"
        if await take_over.take_over(view.id, everything=everything, me=request.user, now=clock.now()):
            return see_other(
                url("adoption:sheet", sheet=sheet),
                notice=_("The rows are done. See each one's result below."),
            )
        form = refuse(form, rows=_("Some rows are not good, so nothing was taken over."))
    return await _one(request, view, form, status=422)


@post("/adoptions/{sheet:uuid}/discard", opt=may(TAKE_OVER_CASES), name="adoption:discard", status_code=303)
async def discard(request: Signed, sheet: FromPath[UUID]) -> Response[Any]:
    """Throw a sheet away that was only looked at."""
    if not await take_over.discard(sheet, me=request.user, now=clock.now()):
        return see_other(
            url("adoption:sheet", sheet=sheet), notice=_("The rows are done. See each one's result below.")
        )
    return see_other(url("adoption:sheets"), notice=_("The sheet is thrown away."))


@get("/adoptions/{sheet:uuid}/result.xlsx", opt=may(TAKE_OVER_CASES), name="adoption:result")
async def result(request: Signed, sheet: FromPath[UUID]) -> Response[bytes]:
    """Give every row with what came of it: whole to who sent it, masked to others."""
    view, me = await _found(request, sheet), request.user
    catalogue.choose(request)
    lines = await store.all_rows(view.id)
    if view.uploaded_by != me.id:
        lines = [masked(line, roles=me.roles) for line in lines]
    await take_over.fetched(view.id, me=me, now=clock.now())
    return _file(writing.result(lines), _("result-of-the-sheet.xlsx"))


routes = [sheet_list, template, check, one_sheet, answer, take, discard, result]


def _file(data: bytes, name: str) -> Response[bytes]:
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=writing.XLSX, headers=headers)


async def _wrong_region(region: str) -> dict[str, str]:
    known = not region or region in dict((await regions()).kabkota())
    return {} if known else {"region": _("Choose one of the options.")}


async def _found(request: Signed, sheet: UUID) -> SheetView:
    view = await store.sheet_view(sheet, request.user)
    if view is None:
        raise NotFound
    return view


async def _start(request: Signed, form: object, *, status: int = 200) -> Response[Any]:
    me = request.user
    return page(
        request,
        "adoption/start.html",
        status=status,
        form=form,
        sheets=await store.sheets(me),
        most=MAX_ROWS,
        units=await choices.units(me),
        types=sorted(await definitions()),
        **await _offered(),
    )


async def _offered() -> dict[str, Any]:
    """Return what can be said once for all rows."""
    published = await definitions()
    ids = {
        stage.id for one in published.values() for stage in one.stages if stage.kind not in ("final", "hold")
    }
    return {
        "kinds": [(code, code_label(code, "pmks")) for code in IN_SCOPE if code in published],
        "kabkota": (await regions()).kabkota(),
        "stages": options("stage", ids),
    }


async def _one(request: Signed, view: SheetView, form: object, *, status: int = 200) -> Response[Any]:
    query = request.query_params
    wanted = chosen(request, "status", among=CODES["adoption_row"])
    rows = await whole(
        await store.rows(view.id, status=wanted, after=query.get("after")),
        lambda after: store.rows(view.id, status=wanted, after=after),
        asked="all" in query,
    )
    return page(
        request,
        "adoption/sheet.html",
        status=status,
        form=form,
        sheet=view,
        rows=rows,
        wanted=wanted,
        named=partial(shown_name, roles=request.user.roles),
        after=query.get("after"),
        header=lambda key: header(key, language()),
        opens=request.user.may(SUPERVISE),
        said=_said(view.answers),
        kecamatan=Places(await regions()).everywhere() if view.asks else [],
        **await _offered(),
    )


def _said(answers: Answers) -> dict[str, object]:
    """Return what was said once, as the form shows it."""
    kept = {
        name: getattr(answers, name) for name in ("type", "region", "opened", "stage", "entered", "hidden")
    }
    return {**kept, "what": "people" if answers.people else "cases"}
