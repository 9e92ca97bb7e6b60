"""A case as the forms of records see it, without a database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from app.records import reading, submission
from app.records.kind import FormContext, Record
from app.records.submission import Filled
from app.web.forms.decoding import Invalid
from app.web.i18n import catalogue
from workflows.case_state import CaseState
from workflows.conditions import Scalar

NOW = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)
ME = UUID(int=7)


def state(journey: str = "BWBLP", stage: str = "ASESMEN", **facts: Scalar) -> CaseState:
    opened = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
    return CaseState(
        journey=journey,
        version=1,
        digest="",
        pmks_type=journey,
        region="36.04",
        opened_at=opened,
        stage=stage,
        entered_at=opened,
        clock_at=opened,
        ordinal=1,
        facts=dict(facts),
    )


def context(
    of: CaseState | None = None, *, on: date = TODAY, earlier: tuple[Mapping[str, Any], ...] = ()
) -> FormContext:
    return FormContext(now=NOW, occurred_on=on, state=of or state(), by=ME, earlier=earlier)


def send(
    kind: type[Record],
    of: CaseState | None = None,
    *,
    earlier: tuple[Mapping[str, Any], ...] = (),
    **typed: Any,
) -> Filled | Invalid:
    """Send the form of *kind*; `levels__D1` stands for `levels.D1`."""
    catalogue.use("en")
    texts = {
        name.replace("__", "."): [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in typed.items()
    }
    on = submission.context_for(state=of or state(), now=NOW, by=ME, earlier=earlier)
    return submission.decode(kind, texts, on)


def filled(kind: type[Record], of: CaseState | None = None, **typed: Any) -> Filled:
    read = send(kind, of, **typed)
    assert isinstance(read, Filled), read
    return read


def errors(kind: type[Record], of: CaseState | None = None, **typed: Any) -> Mapping[str, str]:
    read = send(kind, of, **typed)
    assert isinstance(read, Invalid), read
    return read.errors


def facts(kind: type[Record], of: CaseState | None = None, **typed: Any) -> dict[str, Scalar]:
    read = filled(kind, of, **typed)
    return read.form.facts(read.context)


def kept(kind: type[Record], of: CaseState | None = None, **typed: Any) -> dict[str, Any]:
    """Return what is kept of a form, by field, as a page reads it back."""
    read = filled(kind, of, **typed)
    return reading.read(kind, reading.write(submission.derived(read.form, read.context)))


def notice(kind: type[Record], of: CaseState | None = None, **typed: Any) -> str:
    """Return what is said once such a form was kept."""
    read = filled(kind, of, **typed)
    return submission.derived(read.form, read.context).notice(read.context)
