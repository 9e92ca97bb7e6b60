"""Finding people who are masked for the reader: by a whole name or a whole number only, and it is written down.

Whoever could look for parts of a name would rebuild it, a few letters at a time. The team of a person opens their
record anyway, and finds them like everybody else.
"""

from collections.abc import Iterable

from app.audit.reading import Reading, noticed
from app.capabilities import READ_NAMES
from app.clients.finding.candidates import pair_key
from app.clients.finding.search import Condition, IndexedSearch, by_whole_number, indexed_search, matching
from app.clients.names import normalised
from app.db import marks, query
from app.scope.predicate import Sql, client_team
from app.web.forms.visible import visible
from app.web.http.current_user import CurrentUser

__all__ = ["indexed", "note_found", "searched"]
_NOBODY: Condition = ("1 = 0", ())
_WHOLE = "((' | ' || k.name_key || ' | ') LIKE ? OR (' | ' || k.name_key || ' ') LIKE ?)"


def searched(text: str, me: CurrentUser) -> Condition:
    """Return the condition on clients `k` for what *me* typed; the masked are found whole or not at all."""
    if not visible(text).strip():
        return "1 = 1", ()
    if not READ_NAMES.held_by(me.roles):  # everybody is masked for them
        return _whole(text)
    found, masked = matching(text), _unmasked_or_whole(text, me)
    return f"({found[0]}) AND {masked.text}", (*found[1], *masked.args)


def indexed(text: str, me: CurrentUser) -> IndexedSearch | None:
    """Return the search by words through the index; None where everybody is masked, or the index cannot answer."""
    found = indexed_search(text) if READ_NAMES.held_by(me.roles) else None
    if found is None:
        return None
    masked = _unmasked_or_whole(text, me)
    more = " AND ".join(filter(None, (found.more.text, masked.text)))
    return IndexedSearch(found.match, Sql(more, (*found.more.args, *masked.args)))


def _unmasked_or_whole(text: str, me: CurrentUser) -> Sql:
    team, whole = client_team(me), _whole(text)
    return Sql(f"(NOT k.restricted OR {team.text} OR {whole[0]})", (*team.args, *whole[1]))


def _whole(text: str) -> Condition:
    """Return who has this as a whole name, or as a whole number of any kind."""
    typed = visible(text).strip()
    found = [*by_whole_number(typed), *_by_whole_name(typed)]
    if not found:
        return _NOBODY
    return f"({' OR '.join(one for one, _args in found)})", tuple(arg for _one, args in found for arg in args)


def _by_whole_name(typed: str) -> list[Condition]:
    name = normalised(typed)
    words = name.split()
    if not words:
        return []
    key = pair_key(words[0], words[1]) if len(words) > 1 else words[0]
    text = f"(k.id IN (SELECT client FROM client_keys WHERE key = ?) AND {_WHOLE})"
    return [(text, (key, f"%| {name} |%", f"%| {name} / %"))]


async def note_found(numbers: Iterable[str], me: CurrentUser) -> None:
    """Notice, for the log, the restricted people whom *me* found by typing and who are masked for them."""
    found, team = list(numbers), client_team(me)
    if not found:
        return
    rows = await query(
        f"SELECT k.number, k.id FROM clients k WHERE k.number IN ({marks(found)}) AND NOT ({team.text})",
        *found,
        *team.args,
    )
    for number, client in rows:
        noticed(Reading("client", number, me.id, client=client, act="found"))
