"""What is held against an opening before the journey itself is asked, and what the journey says against it."""

from datetime import datetime

from app import clock
from app.cases.store import candidates
from app.clients import store as clients
from app.clients.ages import age_on
from app.clients.store import ClientView
from app.opening import choices
from app.opening.form import OpenForm, Person, check
from app.opening.type_rules import Band
from app.regions.store import regions
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from workflows.reasons import Reason


async def checked(form: OpenForm, client: ClientView, me: CurrentUser, now: datetime) -> OpenForm | Invalid:
    """Hold the form against the rules, the lists on the page, and the cases the client has."""
    bands, ready = await choices.bands()
    on = clock.on(form.reported_at)
    if form.act_on and bands[form.pmks_type].at_the_act:
        on, bands[form.pmks_type] = form.act_on, bands[form.pmks_type]._replace(at_the_act=False)
    errors = await _short_way(form, bands)
    age = age_on(client.birth_date, on) if client.birth_date else None
    held = check(form, Person(age, client.birth_estimated), bands=bands, published=ready, now=now)
    if form.region not in dict((await regions()).kabkota()):
        errors["region"] = _("Choose one of the options.")
    if form.unit not in dict(await choices.units(me)):
        errors["unit"] = _("Choose one of the options.")
    elif form.worker and form.worker not in dict(await candidates(form.unit)):
        errors["worker"] = _("This worker does not belong to the unit. Choose again.")
    if client.died_on and not form.override:
        errors["override"] = _(
            "The client died on %(day)s. Say why a case is opened all the same.", day=day(client.died_on)
        )
    seen = {case.number for case in await clients.cases_of(client.id, me)}
    if already := await choices.open_already(client, form.pmks_type, seen):
        errors["pmks_type"] = _already(already.number)
    return refuse(held, **errors) if errors else held


async def _short_way(form: OpenForm, bands: dict[str, Band]) -> dict[str, str]:
    """Hold a short journey against the type, and let its ages count instead of the type's own."""
    if not form.journey:
        return {}
    chosen = next((one for one in await choices.short_ways() if one.meta.id == form.journey), None)
    if chosen is None or form.pmks_type not in chosen.meta.pmks_types:
        return {"journey": _("This journey does not serve the type. Choose the whole journey.")}
    bands[form.pmks_type] = choices.band_of(chosen, bands[form.pmks_type])
    return {}


def _already(number: str | None) -> str:
    if number:
        return _("The client has an open case of this type: %(number)s. Go on there.", number=number)
    return _("The client has an open case of this type in another unit. Ask your supervisor about it.")


def refused(form: OpenForm, reasons: tuple[Reason, ...]) -> Invalid:
    """Put what the journey itself says against it on the field where it can be mended."""
    errors = {}
    for reason in reasons:
        if reason.code in ("age_below", "age_above"):
            errors["pmks_type"] = _("The published SOP does not take this age for this type.")
        elif reason.code == "fact_missing":
            errors["pmks_type"] = _("The client's age is not known. Fill in at least an estimate.")
        elif reason.code == "in_future":
            errors["reported_at"] = _("The report lies in the future.")
        elif reason.code == "role":
            errors[""] = _("Your role does not open cases of this type.")
        else:
            errors.setdefault(
                "", _("The published SOP refuses to open this case (%(code)s).", code=reason.code)
            )
    return refuse(form, **errors)
