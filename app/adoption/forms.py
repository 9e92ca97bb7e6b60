"""What the pages about running cases send."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from app.adoption.sheets.answers import Answers, word_key
from app.adoption.sheets.lookups import fingerprint
from app.adoption.sheets.parsing import RowTold, date_in
from app.adoption.sheets.reading import MAX_BYTES
from app.adoption.store import SheetView
from app.opening.import_case import Adoption
from app.opening.open_case import Opening
from app.web.forms.converters import Wrong
from app.web.forms.decoding import Code, File, Invalid, Label, refuse
from workflows.commands import Known


class SheetForm(msgspec.Struct, frozen=True, kw_only=True):
    """Sending a sheet."""

    key: UUID | None = None
    as_of: Annotated[date, Label("Key day")]
    unit: Annotated[UUID, Label("Unit")]
    file: Annotated[UploadFile, File(MAX_BYTES), Label("Sheet")]
    what: Annotated[Literal["cases", "people"], Label("What to take over")] = "cases"
    type: Annotated[str, Code("pmks"), Label("Type")] = ""
    region: Annotated[str, Label("Handled in")] = ""
    opened: Annotated[date | None, Label("Opened on")] = None
    stage: Annotated[str, Code("stage"), Label("Stage")] = ""
    entered: Annotated[date | None, Label("Stage entered on")] = None


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is said once for all rows of a sheet. Words come as `words.0`, in the order in which they were asked."""

    key: UUID | None = None
    what: Annotated[Literal["cases", "people"], Label("What to take over")] = "cases"
    type: Annotated[str, Code("pmks"), Label("Type")] = ""
    region: Annotated[str, Label("Handled in")] = ""
    opened: Annotated[date | None, Label("Opened on")] = None
    stage: Annotated[str, Code("stage"), Label("Stage")] = ""
    entered: Annotated[date | None, Label("Stage entered on")] = None
    words: Annotated[dict[str, str], Label("Words of the sheet")] = {}
    tabs: Annotated[list[str], Label("Tabs")] = []
    hidden: Annotated[bool, Label("Hidden rows, columns and tabs")] = False


def answers_of(form: SheetForm | AnswerForm) -> Answers:
    """Return what was said once for a sheet."""
    return Answers(
        people=form.what == "people",
        type=form.type,
        region=form.region,
        opened=form.opened,
        stage=form.stage,
        entered=form.entered,
    )


def answered(form: AnswerForm, sheet: SheetView) -> Answers:
    """Return what was said of a sheet that was looked at: its words and its tabs too."""
    words = dict(sheet.answers.words)
    for place, ask in enumerate(sheet.asks):
        if code := form.words.get(str(place), ""):
            words[word_key(ask.key, ask.text)] = code
    offered = [tab.name for tab in sheet.tabs if tab.rows]
    left = tuple(name for name in offered if name not in form.tabs) if len(offered) > 1 else ()
    return msgspec.structs.replace(answers_of(form), words=words, left=left, hidden=form.hidden)


class TakeForm(msgspec.Struct, frozen=True, kw_only=True):
    """Taking the rows of a sheet over."""

    rows: Annotated[Literal["all", "good"], Label("Rows")]


class AdoptForm(msgspec.Struct, frozen=True, kw_only=True):
    """One running case. The days of tasks, milestones and earlier stages come as `done.<task>` and so on."""

    key: UUID | None = None
    as_of: Annotated[date, Label("Key day")]
    reference: Annotated[str, Meta(max_length=60), Label("File number")] = ""
    opened: Annotated[date, Label("Opened on")]
    stage: Annotated[str, Meta(max_length=40), Label("Stage")]
    entered: Annotated[date, Label("Stage entered on")]
    done: Annotated[dict[str, str], Label("Tasks done")] = {}
    milestones: Annotated[dict[str, date], Label("Milestones reached")] = {}
    stages: Annotated[dict[str, date], Label("Earlier stages")] = {}
    held: Annotated[date | None, Label("On hold since")] = None
    hold_reason: Annotated[str, Meta(max_length=40), Label("Hold reason")] = ""
    outcome: Annotated[str, Meta(max_length=40), Label("Outcome so far")] = ""
    region: Annotated[str, Label("Handled in")]
    unit: Annotated[UUID, Label("Unit")]
    worker: Annotated[UUID | None, Label("Worker")] = None
    source: Annotated[str, Code("source"), Label("Where the report came from")] = ""
    urgency: Annotated[str, Code("urgency"), Label("Urgency")] = "BIASA"
    note: Annotated[str, Meta(max_length=4000), Label("Note")] = ""


def turns(form: AdoptForm) -> tuple[Known, ...] | Invalid:
    """Read the days of each task: one, or several with semicolons between them."""
    known: list[Known] = []
    errors: dict[str, str] = {}
    for task, text in form.done.items():
        for part in filter(None, (one.strip() for one in text.replace("\n", ";").split(";"))):
            try:
                known.append(Known(task, date_in(part)))
            except Wrong as wrong:
                errors[f"done.{task}"] = str(wrong)
    return refuse(form, **errors) if errors else tuple(known)


def adoption_of(
    form: AdoptForm,
    done: tuple[Known, ...],
    *,
    client: str,
    pmks_type: str,
    journey: str,
    reported_at: object,
) -> Adoption:
    """Return what takes the case over."""
    opening = Opening(
        client=client,
        pmks_type=pmks_type,
        source=form.source,
        urgency=form.urgency,
        safe_now="TIDAK_DIKETAHUI",
        reported_at=reported_at,  # type: ignore[arg-type]
        region=form.region,
        unit=form.unit,
        worker=form.worker,
        note=form.note,
        journey=journey,
    )
    return Adoption(
        opening=opening,
        as_of=form.as_of,
        opened_on=form.opened,
        stage=form.stage,
        entered_on=form.entered,
        done=done,
        milestones=form.milestones,
        entered={name: on for name, on in form.stages.items() if name != form.stage},
        hold_reason=form.hold_reason,
        held_on=form.held,
        outcome=form.outcome,
    )


def mark_of(form: AdoptForm, *, client: str, name: str, pmks_type: str) -> str:
    """Return what makes this telling the same telling, whether it comes from the page or from a sheet."""
    entry = RowTold(
        reference=form.reference,
        client=client,
        name=name,
        type=pmks_type,
        region=form.region,
        opened=form.opened,
        stage=form.stage,
        entered=form.entered,
    )
    return fingerprint(entry, form.unit)
