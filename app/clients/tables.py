"""Clients and the people around them."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.db.guards import Guard, Kept
from app.regions.tables import Region


class Client(Table, tablename="clients"):
    """A person whom the division serves. NIK is neither key nor required; ``number`` is what people read out."""

    id = UUID(primary_key=True, default=UUID4())
    number = Varchar(length=20, unique=True, null=False)  # BTN-2026-000123
    full_name = Varchar(length=200, null=False)
    alias = Varchar(length=200, null=False, default="")
    preferred_name = Varchar(length=200, null=False, default="")
    name_key = Text(null=False)  # all names in one spelling, for search and duplicates: `names`
    place_key = Text(null=False, default="")  # streets and villages likewise: `places`
    sex = Varchar(length=20, null=False)  # L, P, TIDAK_DIKETAHUI
    birth_date = Date(null=True, default=None)
    birth_estimated = Boolean(null=False, default=False)
    birth_place = Varchar(length=100, null=False, default="")
    nik = Varchar(length=16, null=True, default=None)
    nik_status = Varchar(length=20, null=False)
    kk = Varchar(length=16, null=True, default=None)
    religion = Varchar(length=20, null=False, default="")
    marital = Varchar(length=30, null=False, default="")
    nationality = Varchar(length=10, null=False, default="")
    education = Varchar(length=20, null=False, default="")
    occupation = Varchar(length=40, null=False, default="")  # as the family card lists them
    mother_name = Varchar(length=200, null=False, default="")
    birth_order = Integer(null=True, default=None)  # 1: the mother's first child
    phone = Varchar(length=30, null=False, default="")
    safe_contact = Varchar(length=30, null=False)
    safe_contact_note = Varchar(length=500, null=False, default="")
    ktp_region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)
    ktp_address = Varchar(length=500, null=False, default="")
    ktp_rt = Varchar(length=3, null=False, default="")
    ktp_rw = Varchar(length=3, null=False, default="")
    ktp_hamlet = Varchar(length=100, null=False, default="")
    ktp_postcode = Varchar(length=5, null=False, default="")
    home_region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)
    home_address = Varchar(length=500, null=False, default="")
    home_rt = Varchar(length=3, null=False, default="")  # neighbourhood units: three digits
    home_rw = Varchar(length=3, null=False, default="")
    home_hamlet = Varchar(length=100, null=False, default="")  # dusun, kampung, lingkungan
    home_postcode = Varchar(length=5, null=False, default="")
    found_region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)
    found_place = Varchar(length=500, null=False, default="")
    marks = Text(null=False, default="")  # of an unknown person: what they may be recognised by
    data_source = Varchar(length=20, null=False, default="")
    verified_on = Date(null=True, default=None)
    dtsen_status = Varchar(length=20, null=False, default="BELUM_CEK")  # in the national welfare register
    dtsen_decile = Integer(null=True, default=None)  # 1 the poorest tenth, 10 the richest
    dtsen_checked_on = Date(null=True, default=None)
    dtsen_source = Varchar(length=20, null=False, default="")
    aid = Varchar(length=200, null=False, default="")  # codes with commas; empty: nobody has asked yet
    died_on = Date(null=True, default=None)  # as the close of a case told
    registered_at = Timestamptz(null=False)
    registered_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    restricted = Boolean(
        null=False, default=False
    )  # masked for who is not on the team: drawn from `restrictions`
    version = Integer(null=False, default=1)
    merged_into: ForeignKey["Client"] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.restrict
    )  # the same person's other row, which stands for both


class Relation(Table, tablename="relations"):
    """Somebody around the client: parent, guardian, carer, spouse. ``safe`` is false for a feared person."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=200, null=False)
    relation = Varchar(length=30, null=False)
    phone = Varchar(length=30, null=False, default="")
    is_guardian = Boolean(null=False, default=False)
    safe = Boolean(null=False, default=True)
    note = Varchar(length=500, null=False, default="")
    since = Timestamptz(null=False)
    until = Timestamptz(null=True, default=None)


class Verification(Table, tablename="verifications"):
    """One time that a client's data were held against a source: what was found then. The client has the latest."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    data_source = Varchar(length=20, null=False)
    verified_on = Date(null=False)
    dtsen_status = Varchar(length=20, null=False)
    dtsen_decile = Integer(null=True, default=None)
    dtsen_checked_on = Date(null=True, default=None)
    dtsen_source = Varchar(length=20, null=False, default="")
    aid = Varchar(length=200, null=False, default="")
    note = Varchar(length=500, null=False, default="")
    recorded_at = Timestamptz(null=False)
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)


class DuplicateQuestion(Table, tablename="duplicate_questions"):
    """Somebody typed a person who may be a restricted one out of their scope: only the data officer may tell them."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(null=False)
    seen_at = Timestamptz(null=True, default=None)
    seen_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class Counter(Table, tablename="counters"):
    """The last number given out in a series, such as the clients of a year."""

    name = Varchar(length=40, primary_key=True)
    value = Integer(null=False, default=0)


PHONE_DIGITS = "replace(replace(replace(replace(replace(replace({row}.phone, ' ', ''), '-', ''), '.', ''), '(', ''), ')', ''), '+', '')"
"""The digits of a telephone number however it was typed, as indexes keep them and searches ask."""
_PHONE = PHONE_DIGITS.replace("{row}.", "")

INDEXES = (
    "CREATE INDEX duplicate_questions_open ON duplicate_questions (at, id) WHERE seen_at IS NULL",
    'CREATE INDEX duplicate_questions_of ON duplicate_questions (client, "by")',
    "CREATE INDEX clients_kk ON clients (kk) WHERE kk IS NOT NULL",
    "CREATE INDEX clients_birth ON clients (birth_date) WHERE birth_date IS NOT NULL",
    f"CREATE INDEX clients_phone ON clients (({_PHONE})) WHERE phone <> ''",
    f"CREATE INDEX relations_phone ON relations (({_PHONE})) WHERE phone <> ''",
    "CREATE INDEX clients_merged ON clients (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX clients_nik ON clients (nik) WHERE nik IS NOT NULL",
    "CREATE INDEX relations_client ON relations (client)",
    # For the lists of those to be verified: too long ago, and never.
    """CREATE INDEX clients_verified ON clients (verified_on, number)
       WHERE verified_on IS NOT NULL AND merged_into IS NULL""",
    """CREATE INDEX clients_unverified ON clients (registered_at, number)
       WHERE verified_on IS NULL AND merged_into IS NULL""",
    # The same for a small scope, which begins with what was granted.
    """CREATE INDEX clients_unverified_id ON clients (id, registered_at, verified_on, merged_into)
       WHERE verified_on IS NULL AND merged_into IS NULL""",
    """CREATE INDEX clients_verified_id ON clients (id, verified_on, merged_into)
       WHERE verified_on IS NOT NULL AND merged_into IS NULL""",
    "CREATE INDEX verifications_client ON verifications (client, recorded_at)",
)
# Part of a name anywhere in it, and the beginnings of words of a place: three-letter indexes. On SQLite a table of its own,
# which triggers keep up; its row id is the digits of the client number, so that the newest come first without sorting. On
# PostgreSQL an extension that not every server allows; without it the same query reads the whole table.
_ROW = "NULLIF(CAST(replace(substr(new.number, 5), '-', '') AS INTEGER), 0)"

# Likeness (`finding.candidates`): keys that are equal or not, in plain indexes of either engine. A client has one for each
# pair of words of a name, each word with the birth year, each word with the kecamatan, and each name without its spaces.
# `name_parts` leads from a word, and from what it is without one of its letters, to the words that are known.
# Triggers keep both up, so that whoever writes a client keeps them.


def _each(text: str, separator: str, alias: str) -> str:
    """Return SQLite's table of the pieces of a text."""
    return f"""json_each('[' || replace(json_quote({text}), '{separator}', '","') || ']') {alias}"""


def _names(row: str) -> str:
    key = f"{row}.name_key"
    only = f"CASE instr({key}, ' / ') WHEN 0 THEN {key} ELSE substr({key}, 1, instr({key}, ' / ') - 1) END"
    return _each(only, " | ", "n")


def keys_of(row: str, table: str = "") -> str:
    """Return SQLite's question for the keys of a row of `clients`; of all rows at once with *table*, `clients row`."""
    names, whose = (f"{table}, {_names(row)}", f", {row}.id AS client") if table else (_names(row), "")
    one, other, key = _each("n.value", " ", "a"), _each("n.value", " ", "b"), f"{row}.name_key"
    region = f"COALESCE({row}.home_region, {row}.found_region)"
    spelt = _each(f"substr({key}, instr({key}, ' / ') + 3)", " ", "s")
    return f"""
        SELECT a.value || ' ' || b.value AS key{whose} FROM {names}, {one}, {other} WHERE a.value < b.value
        UNION SELECT a.value || ' ' || substr({row}.birth_date, 1, 4){whose} FROM {names}, {one}
            WHERE {row}.birth_date IS NOT NULL
        UNION SELECT a.value || ' ' || substr({region}, 1, 8){whose} FROM {names}, {one} WHERE length({region}) >= 8
        UNION SELECT n.value{whose} FROM {names} WHERE instr(n.value, ' ') = 0
        UNION SELECT s.value{whose} FROM {f"{table}, " * bool(table)}{spelt}
            WHERE instr({key}, ' / ') > 0"""


_LENGTHS = f"[{', '.join(map(str, range(1, 42)))}]"


def parts_of(row: str, table: str = "") -> str:
    """Return SQLite's question for each word of the names of a row with one letter left out; *table* as above."""
    of = f"{table}, " if table else ""
    return f"""
        SELECT substr(a.value, 1, i.value - 1) || substr(a.value, i.value + 1), a.value
        FROM {of}{_names(row)}, {_each("n.value", " ", "a")}, json_each('{_LENGTHS}') i
        WHERE i.value <= length(a.value) + 1 AND length(a.value) > 1"""


_KEPT = f"""INSERT OR IGNORE INTO client_keys (key, client) SELECT key, new.id FROM ({keys_of("new")}) WHERE key <> '';
    INSERT OR IGNORE INTO name_parts (part, word){parts_of("new")}
        AND NOT EXISTS (SELECT 1 FROM name_parts p WHERE p.part = a.value AND p.word = a.value);"""
_KEYED = "name_key, birth_date, home_region, found_region"


def whole_index(row: str) -> str:
    """Return SQLite's question for the rows of `client_names`."""
    return f"SELECT {_ROW.replace('new', row)}, {row}.name_key, {row}.place_key, {row}.id FROM clients {row}"


GUARDS = {
    # What changed, and who changed it, stands in the audit log.
    "clients": Kept(("id", "number", "registered_by")),
    "relations": Guard(once=("until",)),
    "verifications": Guard(),
    "duplicate_questions": Guard(once=("seen_at", "seen_by")),
}
UNGUARDED = {"counters": "the last number given out; it tells of nobody"}

RAW = {
    "sqlite": (
        """CREATE VIRTUAL TABLE client_names USING fts5(name_key, place_key, client UNINDEXED, tokenize = 'trigram')""",
        f"""CREATE TRIGGER client_names_added AFTER INSERT ON clients BEGIN
            INSERT INTO client_names (rowid, name_key, place_key, client)
            VALUES ({_ROW}, new.name_key, new.place_key, new.id); END""",
        f"""CREATE TRIGGER client_names_changed AFTER UPDATE OF name_key, place_key ON clients
            WHEN new.name_key <> old.name_key OR new.place_key <> old.place_key BEGIN
            UPDATE client_names SET name_key = new.name_key, place_key = new.place_key WHERE rowid = {_ROW}; END""",
        """CREATE TABLE client_keys (key TEXT NOT NULL, client UUID NOT NULL, PRIMARY KEY (key, client))
            WITHOUT ROWID""",
        """CREATE TABLE name_parts (part TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (part, word))
            WITHOUT ROWID""",
        f"""CREATE TRIGGER client_keys_added AFTER INSERT ON clients BEGIN {_KEPT} END""",
        f"""CREATE TRIGGER client_keys_changed AFTER UPDATE OF {_KEYED} ON clients BEGIN
            DELETE FROM client_keys WHERE client = old.id AND key IN ({keys_of("old")});
            {_KEPT} END""",
    ),
    "postgres": (
        """DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX clients_name_parts ON clients USING gin (name_key gin_trgm_ops);
            CREATE INDEX clients_place_parts ON clients USING gin (place_key gin_trgm_ops);
            EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: names are searched without an index'; END $$""",
        """CREATE TABLE client_keys (key TEXT COLLATE "C" NOT NULL, client UUID NOT NULL, PRIMARY KEY (key, client))""",
        """CREATE TABLE name_parts (part TEXT COLLATE "C" NOT NULL, word TEXT COLLATE "C" NOT NULL,
            PRIMARY KEY (part, word))""",
        """CREATE FUNCTION client_words(name_key TEXT) RETURNS TABLE (name TEXT, word TEXT) LANGUAGE sql IMMUTABLE AS $$
            SELECT n, w FROM unnest(string_to_array(split_part(name_key, ' / ', 1), ' | ')) n,
                unnest(string_to_array(n, ' ')) w WHERE w <> '' $$""",
        """CREATE FUNCTION client_keys_of(name_key TEXT, born DATE, region TEXT) RETURNS SETOF TEXT
            LANGUAGE sql IMMUTABLE AS $$
            WITH told AS (SELECT name, word FROM client_words(name_key))
            SELECT a.word || ' ' || b.word FROM told a JOIN told b ON a.name = b.name
                WHERE a.word COLLATE "C" < b.word COLLATE "C"
            UNION SELECT word || ' ' || lpad(extract(year FROM born)::int::text, 4, '0') FROM told WHERE born IS NOT NULL
            UNION SELECT word || ' ' || left(region, 8) FROM told WHERE length(region) >= 8
            UNION SELECT name FROM told WHERE name = word
            UNION SELECT s FROM unnest(string_to_array(split_part(name_key, ' / ', 2), ' ')) s WHERE s <> '' $$""",
        """CREATE FUNCTION keep_client_keys() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM client_keys WHERE client = OLD.id AND key IN (SELECT client_keys_of(
                    OLD.name_key, OLD.birth_date, COALESCE(OLD.home_region, OLD.found_region)));
            END IF;
            INSERT INTO client_keys (key, client) SELECT client_keys_of(
                NEW.name_key, NEW.birth_date, COALESCE(NEW.home_region, NEW.found_region)), NEW.id
                ON CONFLICT DO NOTHING;
            INSERT INTO name_parts (part, word)
                SELECT left(t.word, i - 1) || substr(t.word, i + 1), t.word
                FROM client_words(NEW.name_key) t, generate_series(1, length(t.word) + 1) i
                WHERE length(t.word) BETWEEN 2 AND 40
                AND NOT EXISTS (SELECT 1 FROM name_parts p WHERE p.part = t.word AND p.word = t.word)
                ORDER BY 1, 2 ON CONFLICT DO NOTHING;
            RETURN NULL; END $$""",
        f"""CREATE TRIGGER client_keys_kept AFTER INSERT OR UPDATE OF {_KEYED} ON clients
            FOR EACH ROW EXECUTE FUNCTION keep_client_keys()""",
    ),
}
