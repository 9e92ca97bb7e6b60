"""Clients and the people around them."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.regions.tables import Region


class Client(Table, tablename="clients"):
    """A person whom the division serves. NIK is neither key nor required; ``number`` is what people read out."""

    id = UUID(primary_key=True, default=UUID4())
    number = Varchar(length=20, unique=True, null=False)  # BTN-2026-000123
    full_name = Varchar(length=200, null=False)
    alias = Varchar(length=200, null=False, default="")
    preferred_name = Varchar(length=200, null=False, default="")
    name_key = Varchar(length=420, null=False)  # normalised name and alias, for search and duplicates
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
    registered_at = Timestamptz(null=False)
    registered_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
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


class Counter(Table, tablename="counters"):
    """The last number given out in a series, such as the clients of a year."""

    name = Varchar(length=40, primary_key=True)
    value = Integer(null=False, default=0)


INDEXES = (
    "CREATE INDEX clients_name ON clients (name_key)",
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
# Part of a name anywhere in it: three-letter indexes. On SQLite a table of its own, which triggers keep up; its row id
# is the digits of the client number, so that the newest come first without sorting. On PostgreSQL an extension that
# not every server allows; without it the same query reads the whole table.
_ROW = "NULLIF(CAST(replace(substr(new.number, 5), '-', '') AS INTEGER), 0)"
RAW = {
    "sqlite": (
        "CREATE VIRTUAL TABLE client_names USING fts5(name_key, client UNINDEXED, tokenize = 'trigram')",
        f"""CREATE TRIGGER client_names_added AFTER INSERT ON clients BEGIN
            INSERT INTO client_names (rowid, name_key, client) VALUES ({_ROW}, new.name_key, new.id); END""",
        f"""CREATE TRIGGER client_names_changed AFTER UPDATE OF name_key ON clients
            WHEN new.name_key <> old.name_key BEGIN
            UPDATE client_names SET name_key = new.name_key WHERE rowid = {_ROW}; END""",
    ),
    "postgres": (
        """DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX clients_name_parts ON clients USING gin (name_key gin_trgm_ops);
            EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: names are searched without an index'; END $$""",
    ),
}
