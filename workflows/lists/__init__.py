"""Code lists (enumerations, reference data): every code that is kept, with its words, one TOML file a theme.

    codes("outcome")["MANDIRI"].en    -> "Socially and economically independent"
    whole()                           -> every list by name

A file holds one table a list, one entry a code, in the order in which forms offer them. Codes are kept in the
database and in journeys for good; words may change at any time and are read live. `[made_of]` names lists that are
made of others: all of their codes or those with an attribute, in other words where a code has them. The list `record`
is what `standard.toml` calls the kinds of record.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

FOLDER = Path(__file__).parent
STANDARD = FOLDER.parent / "standard.toml"


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bilingual text shown to people."""

    id: str
    en: str


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One code: its words, and the codes that outside systems have for the same where law or they name one."""

    id: str
    en: str
    dukcapil: tuple[str, ...] = ()
    simfoni: tuple[str, ...] = ()
    sipd: tuple[str, ...] = ()

    @property
    def label(self) -> Label:
        """The words alone."""
        return Label(self.id, self.en)


class PmksCode(Code, frozen=True, kw_only=True):
    """One of the official groups; `pmks.toml` says what each attribute means."""

    number: int
    slug: str
    cluster: str
    handler: str = "REHSOS"
    restricted: bool = False
    short: Label | None = None
    discreet: bool = False
    precedence: int | None = None
    by_age: bool = False
    younger: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    journey: str = ""

    @property
    def in_scope(self) -> bool:
        """Whether this division handles it."""
        return self.handler == "REHSOS"


class ContactCode(Code, frozen=True, kw_only=True):
    """A way in which a client may safely be reached: whether that leaves the home and the telephone open."""

    home: bool = False
    telephone: bool = False
    freely: bool = False


class RecordCode(Code, frozen=True, kw_only=True):
    """A kind of record: `serves` says that it tells of contact with the client or of a service to them."""

    serves: bool = False


class CloseCode(Code, frozen=True, kw_only=True):
    """Why a case closed, and what that says of the work: see `counts` in the list."""

    counts: Literal["success", "failure", "not_accepted", "neutral"] = "failure"
    stays: bool = False


class OutcomeCode(Code, frozen=True, kw_only=True):
    """What came of a case: `leaves` says that the client lives elsewhere from then on."""

    leaves: bool = False


class MadeOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list made of others: the codes whose attribute `only` holds, in the first of `words` that a code has.

    Where the attribute `coded` holds, the code itself stands for its words.
    """

    lists: tuple[str, ...]
    only: str = ""
    words: tuple[str, ...] = ()
    coded: str = ""


_STRUCTS: Mapping[str, type[Code]] = {
    "pmks_all": PmksCode,
    "pmks_beside": PmksCode,
    "safe_contact": ContactCode,
    "close_reason": CloseCode,
    "outcome": OutcomeCode,
}
"""Lists whose codes carry more than words."""
_MADE_OF = "made_of"


class NoList(Exception):
    """A list file that cannot be read: the place of the fault and a sentence."""


def codes(name: str) -> Mapping[str, Code]:
    """Give the codes of one list, in its order."""
    return whole()[name]


@cache
def whole() -> Mapping[str, Mapping[str, Code]]:
    """Give every list by name; read once per process."""
    lists = read({path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))})
    return lists | {"record": _records(STANDARD.read_text(encoding="utf-8"))}


def _records(standard: str) -> dict[str, Code]:
    """Read the kinds of record from what the journeys have in common, where each stands with its title."""
    kinds = tomllib.loads(standard)["records"]
    titles = {
        name: {**kind["title"], "serves": kind.get("serves", False)}
        for name, kind in kinds.items()
        if "title" in kind
    }
    return _convert(titles, dict[str, RecordCode], f"{STANDARD.name}: records")  # type: ignore[no-any-return]


def read(files: Mapping[str, str]) -> dict[str, dict[str, Code]]:
    """Read list files by name; a fault names the file and the place in it."""
    own: dict[str, dict[str, Code]] = {}
    made: dict[str, MadeOf] = {}
    for file, text in files.items():
        for name, table in tomllib.loads(text).items():
            if name == _MADE_OF:
                made |= _convert(table, dict[str, MadeOf], f"{file}: {name}")
                continue
            if name in own:
                raise NoList(f"{file}: {name}: this list stands in another file as well")
            own[name] = _convert(table, dict[str, _STRUCTS.get(name, Code)], f"{file}: {name}")  # type: ignore[misc]
    return own | {name: _composed(name, one, own) for name, one in made.items()}


def _convert(data: Any, kind: Any, place: str) -> Any:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as fault:
        raise NoList(f"{place}: {fault}") from fault


def _composed(name: str, made: MadeOf, own: Mapping[str, Mapping[str, Code]]) -> dict[str, Code]:
    missing = [source for source in made.lists if source not in own]
    if name in own or missing:
        raise NoList(f"{name}: a made list takes a name of its own and lists that there are, not {missing}")
    return {
        key: _coded(key, code) if made.coded and getattr(code, made.coded) else _worded(code, made.words)
        for source in made.lists
        for key, code in own[source].items()
        if not made.only or getattr(code, made.only)
    }


def _coded(key: str, code: Code) -> Code:
    return msgspec.structs.replace(code, id=key, en=key)


def _worded(code: Code, forms: tuple[str, ...]) -> Code:
    label = next((label for form in forms if (label := getattr(code, form))), None)
    return msgspec.structs.replace(code, id=label.id, en=label.en) if label else code
