"""What is next in a case, in words: the act, where it is done, and why it is asked for."""

from app.explain.reasons import opens_at
from app.explain.terms import document, instrument, move, record, task, title
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from workflows.definition import Definition
from workflows.parts import Task


def act_words(opens: str, definition: Definition) -> str:
    """Name the act that *opens* stands for, such as `task:home_visit`, `move:approve_plan` or `record:goal`."""
    sort, _sep, name = opens.partition(":")
    match sort:
        case "task":
            return task({"task": name}, definition)
        case "move":
            return move({"trigger": name}, definition)
        case "record":
            return record({"record": name}, definition)
        case "instrument":
            return instrument({"instrument": name}, definition)
        case "document":
            return _("Document: %(kind)s", kind=document({"document": name}, definition))
    return _OTHERS.get(sort, lambda: _("Wait for the next date"))()


_OTHERS = {
    "client": lambda: _("Complete the client's data"),
    "assign": lambda: _("Assign a worker"),
    "time": lambda: _("Answer the request for more time"),
    "hold": lambda: _("Review the hold: resume or renew it"),
}


def act_at(opens: str, number: str, definition: Definition) -> str:
    """Give the address at which an act is done on the case with this number."""
    sort, _sep, name = opens.partition(":")
    if sort == "task" and name in definition.task:
        return _task_at(definition.task[name], number)
    if sort in {"move", "hold"}:
        return f"{url('casework:case', number=number)}#moves"
    if sort == "time":
        return url("casework:extend", number=number)
    return opens_at(opens, number) or url("casework:case", number=number)


def _task_at(part: Task, number: str) -> str:
    """Give the address at which a task is done: a repeated one that is told in words is a visit.

    A scheduled one with a sheet begins with the visit too, which leads on to the sheet.
    """
    if part.repeat and part.evidence == "note" and not (part.record or part.instrument):
        return f"{url('casework:visit_new', number=number)}?task={part.id}"
    if part.repeat and part.repeat.schedule and part.instrument:
        return url("casework:visit_new", number=number)
    return url("casework:task", number=number, task=part.id)


def asked_by(why: str, definition: Definition) -> str:
    """Name the deadline that asks for an act, such as `clock:safety_check`; nothing where none does."""
    clocks = {clock.id: clock for clock in definition.clocks}
    return title(clocks, why.partition(":")[2]) if why else ""


def is_legal(why: str, definition: Definition) -> bool:
    """Tell whether the deadline that asks for an act is one of law."""
    name = why.partition(":")[2]
    return any(clock.legal for clock in definition.clocks if clock.id == name)
