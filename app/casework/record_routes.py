"""The pages of a case's typed records and assessments: one form for each kind, and what was recorded before."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.drafts import actions
from app.capabilities import WORK_CASE
from app.casework.case_context import CaseContext, load_case, moment
from app.casework.forms import Seen
from app.casework.partner_page import makers, reads_record
from app.casework.respond import act, act_page, sent_before
from app.explain.reasons import Said
from app.records import controls, fields, submission
from app.records import registry as records
from app.records.consent import sharing
from app.records.history import shown
from app.records.kind import FormContext, Options, Record
from app.records.sharing import unshown_fields
from app.records.store import Entry, entries, latest_whole, options_for
from app.web.forms.decoding import Invalid, decode
from app.web.forms.fields import typed_text
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import Forbidden, NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import instant
from app.web.i18n.lists import code_label
from app.web.pages.render import label, see_other

LONG = 10
"""Controls from which a form is offered to be set aside half filled in; one with levels to choose always is."""


class Sheet(msgspec.Struct, frozen=True):
    """One kind of record on one case, for one reader."""

    desk: CaseContext
    record: type[Record]
    title: str
    help: str
    by: frozenset[str]
    """Roles that may make it, those that stand in for others included."""
    earlier: list[Entry]
    options: Options

    @property
    def may_write(self) -> bool:
        """Whether the reader may make one now."""
        return bool(self.by & self.desk.me.roles) and not self.desk.case.state.closed

    @property
    def hidden(self) -> frozenset[str]:
        """The fields that the reader neither sees nor fills in."""
        latest = self.earlier[0].row if self.earlier else None
        return unshown_fields(self.record, latest, self.desk.me)

    def context(self, occurred_on: Any = None) -> FormContext:
        """Give the context of a record that happened on this day (None: today)."""
        desk, rows = self.desk, tuple(entry.row for entry in self.earlier)
        context_on = submission.context_for(
            state=desk.case.state,
            now=desk.now,
            by=desk.me.id,
            definition=desk.definition,
            earlier=rows,
            options=self.options,
        )
        return context_on(occurred_on)


@get("/cases/{number:str}/records/{name:str}", opt=may(WORK_CASE), name="casework:record")
async def show_record(request: Signed, number: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """Show the form of a record and the earlier entries."""
    return await _show(request, await _sheet(request, number, records.record(name), name))


@get("/cases/{number:str}/assessments/{name:str}", opt=may(WORK_CASE), name="casework:assessment")
async def show_assessment(request: Signed, number: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """Show the form of an instrument and the earlier results."""
    return await _show(request, await _sheet(request, number, records.instrument(name), name))


@post(
    "/cases/{number:str}/records/{name:str}", opt=may(WORK_CASE), name="casework:record_made", status_code=303
)
async def make_record(request: Signed, number: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """Keep a record and tell the case its facts."""
    return await _take(request, await _sheet(request, number, records.record(name), name))


@post(
    "/cases/{number:str}/assessments/{name:str}",
    opt=may(WORK_CASE),
    name="casework:assessed",
    status_code=303,
)
async def make_assessment(request: Signed, number: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """Keep an assessment and tell the case its score and band."""
    return await _take(request, await _sheet(request, number, records.instrument(name), name))


async def _sheet(request: Signed, number: str, record: type[Record] | None, name: str) -> Sheet:
    """Load the case and what was recorded; NotFound where its journey does not know the kind."""
    desk = await load_case(request, number)
    used: Mapping[str, Any] = (
        desk.definition.instruments if record and record.kind.instrument else desk.definition.records
    )
    if record is None or (name not in used and not record.kind.everywhere):
        raise NotFound
    declared = used.get(name)
    by = makers(desk.definition, name)
    if not reads_record(desk, record, name):
        raise Forbidden(_("This part of the case is not open to your role."))
    help_words = getattr(declared, "help", None)
    earlier = await entries(record, desk.case, me=desk.me)
    options = await options_for(record, desk.case, [entry.row for entry in earlier])
    title = label(declared.title) if declared else str(record.kind.title)
    return Sheet(desk, record, title, label(help_words) if help_words else "", by, earlier, options)


async def _show(request: Signed, sheet: Sheet) -> Response[Any]:
    context = sheet.context()
    aside = await _aside(request) if sheet.may_write else None
    if aside and str(aside.id) == request.query_params.get("draft"):
        return _page(request, sheet, submission.typed(aside.texts))
    values = {**controls.first_values(sheet.record, context), **_proposed(request, sheet)}
    wanted = request.query_params.get("entry", "")
    updated = next((entry for entry in sheet.earlier if str(entry.id) == wanted), None)
    if updated and sheet.record.kind.several:
        values = controls.from_row(sheet.record, updated.row)
    return _page(request, sheet, values, aside=aside)


def _proposed(request: Signed, sheet: Sheet) -> dict[str, str]:
    """Take days that a link proposes, such as that of a release which is asked about today; nothing but days."""
    asked = {field.name for field in fields.asked(sheet.record) if field.widget == "date"}
    return {name: text[:10] for name, text in request.query_params.items() if name in asked}


async def _aside(request: Signed) -> actions.Draft | None:
    """Find what the reader set aside, or sent too late, of this very form."""
    wanted, path = request.query_params.get("draft"), request.url.path
    mine = [one for one in await actions.waiting(request.user.id, now=clock.now()) if one.path == path]
    return next((one for one in mine if str(one.id) == wanted), next(iter(mine), None))


async def _take(request: Signed, sheet: Sheet) -> Response[Any]:
    form = await request.form()
    sent = {name: list(form.getall(name)) for name in form}
    if sent.pop("later", None) and sheet.may_write:
        return await _set_aside(request, sheet, sent)
    return await _keep(request, sheet, sent)


async def _keep(request: Signed, sheet: Sheet, sent: dict[str, list[Any]]) -> Response[Any]:
    texts = await _whole(sent, sheet)
    seen, read = decode(Seen, texts), submission.decode(sheet.record, texts, sheet.context)
    if again := await sent_before(request, seen):
        return again
    if isinstance(read, Invalid):
        return _page(request, sheet, read)
    if isinstance(seen, Invalid):
        return _page(
            request,
            sheet,
            Invalid({"": _("Open the form again and send it from there.")}, submission.typed(texts)),
        )
    if read.doubts:
        return _page(request, sheet, submission.typed(texts), doubts=read.doubts)
    made = submission.make(
        read.form,
        read.context,
        definition=sheet.desk.definition,
        case=sheet.desk.case.id,
        at=moment(read.occurred_on, sheet.desk.case, sheet.desk.now),
    )
    notice = made.record.notice(read.context) or _("Saved: %(title)s.", title=sheet.title)
    number = sheet.desk.case.number
    outcome = await act(request, number, made.command, seen, notice=notice, back="#moves", keep=made.keep)
    if isinstance(outcome, Response):
        return outcome
    return _page(request, sheet, submission.typed(texts), refused=outcome)


async def _set_aside(request: Signed, sheet: Sheet, sent: dict[str, list[Any]]) -> Response[Any]:
    """Keep what is filled in so far for its writer alone; the case learns nothing of it."""
    texts = {name: [value for value in values if isinstance(value, str)] for name, values in sent.items()}
    kept = await actions.set_aside(request.user.id, request.url.path, texts, now=clock.now())
    if kept is None:
        too_long = _("This is too long to be set aside. Save it, or shorten it.")
        return _page(request, sheet, Invalid({"": too_long}, submission.typed(texts)))
    notice = _(
        "Set aside for you until %(until)s. Nothing is recorded yet: go on from your work page.",
        until=instant(kept.until),
    )
    return see_other(
        url("casework:case", number=sheet.desk.case.number), notice=notice, tone="warn", request=request
    )


async def _whole(sent: dict[str, list[Any]], sheet: Sheet) -> dict[str, list[Any]]:
    """Put back what the reader was not shown: telling one thing takes nothing else away."""
    shown = {name: values for name, values in sent.items() if name not in sheet.hidden}
    if not (sheet.hidden and sheet.record.kind.carries and sheet.earlier):
        return shown
    before = controls.from_row(sheet.record, await latest_whole(sheet.record, sheet.desk.case.id))
    for name in sheet.hidden & before.keys():
        if before[name] not in (None, "", False, []):
            text = typed_text(before[name])
            shown[name] = list(text) if isinstance(text, list) else [text]
    return shown


def _page(
    request: Signed,
    sheet: Sheet,
    form: Any,
    *,
    doubts: tuple[str, ...] = (),
    refused: list[Said] | None = None,
    aside: actions.Draft | None = None,
) -> Response[Any]:
    kind, context = sheet.record.kind, sheet.context()
    updating = bool(kind.several and _typed(form, kind.several))
    asked = [
        one
        for one in controls.controls(sheet.record, context, updating=updating)
        if one.name not in sheet.hidden
    ]
    response = act_page(
        request,
        sheet.desk,
        "casework/record.html",
        form=form,
        refused=refused,
        sheet=sheet,
        doubts=doubts,
        sharing_at=_sharing_at(sheet),
        controls=asked,
        when=str(kind.when or submission.WHEN),
        key=_key(form),
        aside=aside,
        long=len(asked) >= LONG or any(one.widget == "levels" for one in asked),
        intro=str(kind.intro or ""),
        owners=", ".join(code_label(role, "role") for role in sorted(sheet.by)),
        earlier=_histories(sheet),
        updating=updating,
    )
    if doubts:
        response.status_code = 422
    return response


def _sharing_at(sheet: Sheet) -> str:
    """Give where sharing is asked for, on the form of a record by which others may come to know of the client."""
    if sheet.record.gives_out is Record.gives_out:
        return ""
    case = sheet.desk.case
    return sharing.where_asked(sheet.desk.definition, case.number, case.state.facts, sheet.desk.me)


def _key(form: Any) -> str:
    """Give a form that comes back the key it came with: what was set aside of it goes when it is saved."""
    try:
        return str(UUID(_typed(form, "key")))
    except (ValueError, TypeError, AttributeError):
        return ""


def _typed(form: Any, name: str) -> Any:
    return (form.typed if isinstance(form, Invalid) else form).get(name)


def _histories(sheet: Sheet) -> list[dict[str, Any]]:
    """Put the earlier entries into words: each thing's newest one, with those before it."""
    latest: dict[str, dict[str, Any]] = {}
    for entry in sheet.earlier:
        several = sheet.record.kind.several
        key = str(entry.row[several]) if several else str(entry.id)
        rows = shown(sheet.record, entry.row, sheet.options)
        line = {"entry": entry, "rows": rows, "brief": " · ".join(value for _words, value in rows[:2])}
        latest.setdefault(key, {"now": line, "before": []})
        if latest[key]["now"] is not line:
            latest[key]["before"].append(line)
    return list(latest.values())


routes = [show_record, show_assessment, make_record, make_assessment]
