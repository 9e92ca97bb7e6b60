"""Form validation: one decoder for all HTML forms, all mistakes at once, in the worker's language, nothing typed is lost.

    class NoteForm(msgspec.Struct, frozen=True):
        text: Annotated[str, Meta(max_length=4000), Label("Note")]
        occurred_on: Annotated[date, Label("Date")]
        topics: list[str] = []

    form = await read_form(request, NoteForm)
    if isinstance(form, Invalid):
        return page(request, "notes/new.html", status=422, form=form)

What an empty field means, what counts as yes, and how days and numbers may be written is in
`form_fields`. Unknown fields are ignored. A rule that needs the database adds its own complaint with
`refuse(form, nik=_("..."))`, which keeps what was typed just the same.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile

from app.web.forms.fields import Code, Field, File, Label, Typed, Wrong, fields_of, typed_text
from app.web.http.exceptions import NotFound
from app.web.i18n import catalogue

__all__ = [
    "Code",
    "File",
    "Invalid",
    "Label",
    "chosen",
    "decode",
    "read_filter",
    "read_form",
    "read_query",
    "refuse",
    "typed",
]

F = TypeVar("F", bound=msgspec.Struct)


class Invalid(msgspec.Struct, frozen=True):
    """A form that cannot be accepted: a sentence per field, in field order, and what was typed.

    `errors` may also hold the key "" for a complaint about the form as a whole.
    """

    errors: Mapping[str, str]
    typed: Mapping[str, Typed]
    labels: Mapping[str, str] = {}


async def read_form(request: Request[Any, Any, Any], form: type[F]) -> F | Invalid:
    """Decode the posted form, urlencoded or multipart."""
    catalogue.choose(request)
    sent = await request.form()
    return decode(form, {name: list(sent.getall(name)) for name in sent})


def read_query(request: Request[Any, Any, Any], form: type[F]) -> F | Invalid:
    """Decode the address's query by the same rules, for filters."""
    catalogue.choose(request)
    query = request.query_params
    return decode(form, {name: list(query.getall(name)) for name in query})


def read_filter(request: Request[Any, Any, Any], form: type[F]) -> F:
    """Decode the query of a list that has no form to show a mistake on.

    Raises NotFound for a filter that is not understood: left away, it would show everything as what was asked for.
    """
    read = read_query(request, form)
    if isinstance(read, Invalid):
        raise NotFound
    return read


def chosen(request: Request[Any, Any, Any], name: str, *, among: Collection[str]) -> str:
    """Return which of several views the address asks for, "" for none. Raises NotFound for one that there is not."""
    value: str = request.query_params.get(name, "")
    if value and value not in among:
        raise NotFound
    return value


def decode(form: type[F], sent: Mapping[str, list[Any]]) -> F | Invalid:
    """Convert every field, then answer with the struct or with all that is wrong."""
    values: dict[str, object] = {}
    errors: dict[str, str] = {}
    fields = fields_of(form)
    for field in fields:
        try:
            values[field.name] = field.convert(field.pick(sent))
        except Wrong as wrong:
            errors[wrong.field or field.name] = str(wrong)
    if errors:
        return Invalid(errors, _typed(sent), _labels(fields))
    return form(**values)


def refuse(form: msgspec.Struct, /, **errors: str) -> Invalid:
    """Turn a form that decoded well into one refused for a reason only the action could know.

    `refuse(form, nik=...)` complains about a field; `refuse(form, **{"": ...})` about the whole.
    """
    if isinstance(form, Invalid):
        return Invalid({**form.errors, **errors}, form.typed, form.labels)
    return Invalid(errors, typed(form), _labels(fields_of(type(form))))


def typed(form: object) -> Mapping[str, Typed]:
    """Return what a form field should show: of a refused form, an accepted one, a row or a dict."""
    if form is None:
        return {}
    if isinstance(form, Invalid):
        return form.typed
    if isinstance(form, Mapping):
        return {str(name): typed_text(value) for name, value in form.items()}
    names = getattr(form, "__struct_fields__", None) or getattr(form, "_fields", None) or ()
    return _nested({name: getattr(form, name) for name in names})


def _nested(values: Mapping[str, object]) -> Mapping[str, Typed]:
    """Flatten a mapping field into `field.key`, the name its inputs carry."""
    flat: dict[str, Typed] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}.{key}": typed_text(inner) for key, inner in value.items()})
        else:
            flat[name] = typed_text(value)
    return flat


def _typed(sent: Mapping[str, list[Any]]) -> Mapping[str, Typed]:
    """Keep every text sent, even of fields the form does not know; files cannot be kept."""
    kept: dict[str, Typed] = {}
    for name, values in sent.items():
        texts = [value for value in values if isinstance(value, str)]
        if texts or not any(isinstance(value, UploadFile) for value in values):
            kept[name] = texts[0] if len(texts) == 1 else texts
    return kept


def _labels(fields: tuple[Field, ...]) -> Mapping[str, str]:
    return {field.name: str(field.label) for field in fields if field.label}
