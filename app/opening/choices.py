"""What can be chosen when a case is opened: the types with what speaks for and against each, units, workers."""

from typing import NamedTuple
from uuid import UUID

from app.accounts.tables import Organisation
from app.capabilities import OPEN_IN_OWN_UNIT
from app.cases.tables import Case
from app.clients.store import ClientView
from app.opening.form import Person, band_words, explained
from app.opening.type_rules import BANDS, Band, judge, suggest, suggestions
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import CODES, code_label
from app.web.pages.render import label as title
from workflows.definition import Definition
from workflows.lists.pmks import BESIDE, journey_of

_CASE_WORK = ("DINAS", "KABKOTA", "UPTD", "LKS")


class TypeChoice(NamedTuple):
    """One type on the page. ``fits``: the age does not speak against it."""

    code: str
    label: str
    hint: str
    fits: bool
    ready: bool


async def bands() -> tuple[dict[str, Band], set[str]]:
    """Return every type's age band, the published journeys' own going first; and the types that have a journey."""
    known, ready = dict(BANDS), set()
    for definition in await sop.journeys():
        if (code := definition.meta.id) in definition.meta.pmks_types:
            ready.add(code)
            known[code] = band_of(definition, BANDS[code])
        for beside in (one for one in BESIDE if journey_of(one) == definition.meta.id):
            ready.add(beside)
            known[beside] = band_of(definition, BANDS[beside])
    return known, ready


async def short_ways() -> list[Definition]:
    """Return the journeys that serve several types beside each type's own, such as the way home alone."""
    return [one for one in await sop.journeys() if one.meta.id not in one.meta.pmks_types]


def way_options(short: list[Definition]) -> list[tuple[str, str]]:
    """Offer the type's own journey first, then the short ones with the types that they serve."""
    named = [
        (
            one.meta.id,
            f"{title(one.meta.title)}: {', '.join(code_label(code, 'pmks') for code in one.meta.pmks_types)}",
        )
        for one in short
    ]
    return [("", _("The type's whole journey")), *named]


def band_of(definition: Definition, usual: Band) -> Band:
    """Take a journey's own band; the type it names goes before the usual suggestions."""
    age = definition.meta.age
    return Band(
        age.min,
        age.max,
        _first(age.below, usual.younger),
        _first(age.above, usual.older),
        age.overridable,
        bool(age.at) or usual.at_the_act,
    )


def _first(own: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    return (own, *(code for code in usual if code != own)) if own else ()


def types(person: Person, held: dict[str, Band], ready: set[str]) -> list[TypeChoice]:
    """Return all types: those that can be opened and fit the age first."""
    listed = [_type(code, person, held, ready) for code in CODES["pmks"]]
    return sorted(listed, key=lambda choice: (not choice.ready, not choice.fits))


def _type(code: str, person: Person, held: dict[str, Band], ready: set[str]) -> TypeChoice:
    band = held[code]
    judged = judge(band, person.age, estimated=person.estimated)
    words = band_words(band)
    if judged.verdict == "near":
        words = _("%(band)s; the estimated age lies near the limit", band=words)
    elif judged.verdict == "act":
        words = _("%(band)s on the day of the act: fill in that day below", band=words)
    elif not judged.opens:
        others = suggestions(judged, held, person.age, estimated=person.estimated)
        words = explained(code, band, judged, person.age, others)
    return TypeChoice(code, code_label(code, "pmks"), words, judged.opens, code in ready)


def suggestion(fitting: list[str], person: Person, held: dict[str, Band], ready: set[str]) -> str:
    """Say which type is suggested and why, and whether a case of it can be opened; nothing where nothing is."""
    suggested = suggest(fitting, held, person.age, estimated=person.estimated)
    if suggested is None:
        return ""
    name = code_label(suggested.code, "pmks")
    if suggested.why == "age":
        words = _("By the age alone: “%(type)s”, unless one of the protection types fits.", type=name)
    elif suggested.why == "only":
        words = _("Of what is ticked, the age fits “%(type)s”.", type=name)
    else:
        others = ", ".join(code_label(code, "pmks") for code in suggested.others)
        words = _(
            "“%(type)s” goes first, before %(others)s: protection and legal deadlines, then age and disability.",
            type=name,
            others=others,
        )
    waiting = _("There is no published SOP for it yet.")
    return words if suggested.code in ready else f"{words} {waiting}"


async def units(me: CurrentUser) -> list[tuple[UUID, str]]:
    """Return the units in which *me* may open a case: the own one, or all for who looks after several."""
    if me.may(OPEN_IN_OWN_UNIT) and me.organisation:
        which = Organisation.id == me.organisation
    else:
        which = Organisation.kind.is_in(list(_CASE_WORK))
    here = Organisation.objects().where(which, Organisation.closed_at.is_null())
    rows = await here.order_by(Organisation.kind).order_by(Organisation.name)
    return [(row.id, row.name) for row in rows]


class OpenAlready(NamedTuple):
    """An open case of the same type; its number only when the reader may see it."""

    number: str | None


async def open_already(client: ClientView, code: str, seen: set[str]) -> OpenAlready | None:
    """Tell whether the client has an open case of this type. *seen* are the numbers in the reader's scope."""
    case = await (
        Case.objects()
        .where(Case.client == client.id, Case.pmks_type == code, Case.closed_at.is_null())
        .first()
    )
    if case is None:
        return None
    return OpenAlready(case.number if case.number in seen else None)
