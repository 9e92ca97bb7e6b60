"""One of each, really added: a typed record, a code, a role, a report table, a filter, a page, a journey."""

from collections.abc import Callable
from typing import NamedTuple

from tests.house.additions.scratch import Scratch


class Addition(NamedTuple):
    """Something to add: how, and by touching how many files at the most."""

    name: str
    aim: int
    """Of a record, its two files and what the journeys say of it: in what they share, and where one takes it over."""
    make: Callable[[Scratch], None]


RECORD = '''"""What is mended in the client's home, and by when."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import both


class HomeRepair(
    Record, name="home_repair", readers=WITH_CARE, carries=True
):
    """Home repair record: how it stands, and when it was ready."""

    status: Annotated[str, Code("device_status"), Ask("Keadaan", "How it stands", "radios")]
    ready_on: Annotated[date | None, Ask("Selesai pada", "Ready on")] = None
    remarks: Annotated[str | None, Meta(max_length=500), Ask("Catatan tukang", "The builder's remarks")] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask for the day once it is done."""
        if self.status == "TERPASANG" and not self.ready_on:
            return {"ready_on": both("Isi kapan selesai.", "Fill in when it was ready.")}
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case when the home was looked at."""
        return {"home_repair_on": str(context.occurred_on)}
'''
SAID_OF_IT = """[records.home_repair]
title = { id = "Perbaikan rumah", en = "Home repair" }
serves = true
by = ["PEKSOS", "SAKTI", "SUPERVISOR"]
"""
ITS_FACT = """[facts.home_repair_on]
kind = "date"
title = { id = "Perbaikan rumah", en = "Home repair" }
set_by = "record:home_repair"
"""


def record(tree: Scratch) -> None:
    """Its class with its fields and words, its test, what the journeys say of it, a journey that takes it over."""
    tree.write("app/records/plan/home_repair.py", RECORD)
    tree.copy("tests/house/additions/proofs/prove_record.py", "tests/records/test_home_repair.py")
    tree.add("workflows/standard.toml", SAID_OF_IT, before="[records.begging_screen]\n")
    tree.add(
        "workflows/standard.toml",
        ITS_FACT,
        after='set_by = "record:begging_screen"\nchoices = "begging_exploitation"\n',
    )
    tree.add("workflows/sop/pgm.toml", ' "home_repair",', after='"consent", "identity", "health_screen",')
    tree.add("workflows/sop/pgm.toml", ' "home_repair_on",', after='facts = [\n  "birth_date",')
    written = (
        "from tests.workflows import golden_table as g; print(g.table(g.FILES['pgm'].read_bytes()), end='')"
    )
    tree.generated("tests/workflows/golden/pgm.txt", tree.run("-c", written).stdout)


def code(tree: Scratch) -> None:
    """Its line in its list."""
    line = 'DIJEMPUT = { id = "Dijemput orang setiap pagi", en = "Fetched by somebody every morning" }\n'
    tree.add("workflows/lists/victims.toml", line, after="[begging_exploitation]\n")


def role(tree: Scratch) -> None:
    """Its code with its words, its column in the table of capabilities, what the access matrix expects of it."""
    words = 'PENELITI = { id = "Peneliti", en = "Researcher" }\n'
    tree.add("workflows/lists/staff.toml", words, after="[role]\n")
    told = 'Words(id="Membaca angka bulanan.", en="Reads the monthly figures.")'
    tree.add(
        "app/capabilities.py",
        f'    "PENELITI": Role(tells={told}),\n',
        after="ROLES: Mapping[str, Role] = {\n",
    )
    tree.add(
        "app/capabilities.py",
        " PENELITI",
        after='READ_REPORTS = Capability("SUPERVISOR KASI KABID KADIS DATA',
    )
    tree.add("app/capabilities.py", " PENELITI", after='COUNT_EVERYBODY = Capability("KABID KADIS DATA')
    tree.replace(
        "tests/access/test_matrix.py", 'FIGURES | {"KADIS"}', 'FIGURES | {"KADIS", "PENELITI"}', times=2
    )


def report_table(tree: Scratch) -> None:
    """The figures and their events, the table, its words in Indonesian, and an independent count."""
    names = '    "visits": lazy("Notes of contact"),\n    "papers": lazy("Documents added"),\n'
    tree.add("app/reports/figures.py", names, after='    "succeeded": lazy("Goals reached"),\n')
    events = """    "visits": Sql("e.kind = 'noted' AND e.serves", ()),\n    "papers": Sql("e.kind = 'document_added'", ()),\n"""
    tree.add("app/reports/figures.py", events, after="EVENTS: Mapping[str, Sql] = {\n")
    line = '    Table("table-b", lazy("B. Contact and papers"), lambda _asked: [figure("visits"), figure("papers")], cells),\n'
    tree.add("app/reports/report_tables.py", line, after='lazy("A. Caseload flow"), _caseload, cells),\n')
    words = {
        "Notes of contact": "Catatan kontak",
        "Documents added": "Dokumen ditambahkan",
        "B. Contact and papers": "B. Kontak dan dokumen",
    }
    tree.add("app/reports/id.po", "".join(map(_entry, words, words.values())))
    tree.add("tests/reports/plain_count.py", COUNTED)


COUNTED = '''

def of_kind(cases: list[Told], kind: str, year: int, month: int) -> Counter:
    """Count by cell what is of a kind, of notes those about contact, and was not taken back."""
    result: Counter = Counter()
    for case in cases:
        voided = {entry.told["ordinal"] for entry in case.log if entry.told["kind"] == "voided"}
        log = [entry for entry in case.log if entry.ordinal not in voided]
        for place, entry in enumerate(log):
            if entry.told["kind"] == kind and (kind != "noted" or is_service(entry.told)):
                if (entry.day.year, entry.day.month) == (year, month):
                    region = where(log[: place + 1])
                    result[region or _last(log[: place + 1])] += 1
    return result


def _last(log: list[Entry]) -> tuple[str, str, str]:
    """Return the cell in which a case was before it ended."""
    while log and where(log) is None:
        log = log[:-1]
    return where(log) or ("", "", "")
'''


def list_filter(tree: Scratch) -> None:
    """Its line in the filters of the list, with what its choice says when nothing is chosen."""
    line = """    urgency: Annotated[
        str, Code("urgency"), Label("Urgency"), Equals("urgency", lazy("All urgencies"))
    ] = ""
"""
    tree.add(
        "app/cases/listing/filters.py",
        line,
        after='Label("Stage"), Equals("stage", lazy("All stages"))] = ""\n',
    )
    tree.add("app/cases/id.po", _entry("All urgencies", "Semua tingkat urgensi"))


GUIDE = """{# Needs: figures. What each figure of the report is called. #}
{% extends "base.html" %}
{% block title %}{{ _("The report's figures") }}{% endblock %}
{% block main %}
<h1>{{ _("The report's figures") }}</h1>
<ul>{% for words in figures %}<li>{{ words }}</li>{% endfor %}</ul>
{% endblock %}
"""
ITS_ROUTE = '''@get("/reports/figures", opt=may(READ_REPORTS), name="reports:figures")
async def guide(request: Signed) -> Response[str]:
    """Say what each figure is called."""
    return page(request, "reports/figures.html", figures=[str(words) for words in NAMES.values()])


routes = [guide, '''


def page(tree: Scratch) -> None:
    """Its route, its template, its words in Indonesian, its line in the access matrix, its address in the list of them."""
    name = "app/reports/routes.py"
    tree.replace(name, "import FIGURES, SEXES", "import FIGURES, NAMES, SEXES")
    tree.replace(name, "routes = [last_month, ", f"{ITS_ROUTE}last_month, ")
    tree.write("templates/reports/figures.html", GUIDE)
    tree.add("app/reports/id.po", _entry("The report's figures", "Angka-angka laporan"))
    matrix = '    "GET /reports/figures": (FREE, FIGURES | {"KADIS", "PENELITI"}, {}),\n'
    tree.add(
        "tests/access/test_matrix.py",
        matrix,
        after='    "GET /reports/monthly": (FREE, FIGURES | {"KADIS", "PENELITI"}, {}),\n',
    )
    tree.add(
        "tests/web/test_addresses.py",
        '    "reports:figures": "/reports/figures",\n',
        after='    "reports:cases": "/reports/monthly/{month:str}/cases",\n',
    )


def journey(tree: Scratch) -> None:
    """Its file, and the table that shows what a later change of it means."""
    own = (
        ('id = "PEMULANGAN"', 'id = "PULANG_LAUT"'),
        ("Pemulangan ke daerah asal", "Pemulangan lewat laut"),
        ("Return home only", "Return by sea"),
    )
    tree.copy("workflows/sop/pemulangan.toml", "workflows/sop/pulang_laut.toml", *own)
    tree.copy(
        "tests/workflows/golden/pemulangan.txt",
        "tests/workflows/golden/pulang_laut.txt",
        ('id = "PEMULANGAN"', 'id = "PULANG_LAUT"'),
    )


def _entry(english: str, indonesian: str) -> str:
    return f'\nmsgid "{english}"\nmsgstr "{indonesian}"\n'


ADDITIONS = (
    Addition("typed record", 4, record),
    Addition("code in a list", 1, code),
    Addition("role", 3, role),
    Addition("report table", 4, report_table),
    Addition("filter of a list", 2, list_filter),
    Addition("page", 5, page),
    Addition("journey", 2, journey),
)
PROOFS = {
    "code in a list": "code",
    "role": "role",
    "report table": "report_table",
    "filter of a list": "filter",
    "page": "page",
    "journey": "journey",
}
"""Additions whose proof is no file of their own, and where it stands."""
