"""Role-based access control: one table of roles × capabilities, and what each role sees.

    @get("/cases/new", opt=may(OPEN_CASE))     # a route: whom it admits
    me.may(OPEN_CASE)                          # code and templates: whether to offer it

The field's reference of roles decides; whatever names a role in the product names a capability from here instead.
*Which* cases somebody sees is another matter: a role only names the grantees (`ROLES`) that the access table admits.
What a journey's moves and tasks ask for stands in the journey; what the engine reserves to some, in `workflows.lists.roles`.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from workflows.lists import Label as Words
from workflows.lists import roles as engine


class Capability:
    """Something that one may do or see, and the codes of the roles whose holders may."""

    __slots__ = ("roles",)

    def __init__(self, *roles: str) -> None:
        self.roles = frozenset(" ".join(roles).split())
        if unknown := self.roles.difference(engine.ROLES):
            raise ValueError(f"a capability of roles that there are not: {', '.join(sorted(unknown))}")

    def held_by(self, roles: frozenset[str]) -> bool:
        """Tell whether somebody with these roles has it."""
        return not self.roles.isdisjoint(roles)


# Clients
SEE_CLIENTS = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA SUPERVISOR KASI KABID DATA")
WRITE_CLIENTS = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA SUPERVISOR KASI DATA")
REGISTER_CLIENTS = Capability("PEKSOS SAKTI TKSK SUPERVISOR KASI")
"""Meets new people in the daily work: the first page offers it."""
VERIFY_CLIENTS = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA")
"""Holds papers against the data: the first page counts who waits for it."""
READ_NAMES = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI")
"""Needs names to do the work; the others see everyone masked in lists until they open a case."""
MERGE_CLIENTS = Capability("SUPERVISOR KASI")
MERGE_TWO_NIKS = Capability("SUPERVISOR")
"""Decides that two different verified NIKs are one person's."""
CORRECT_FACTS = Capability("DATA")
"""Keeps the data right; as this office, a changed or merged client's facts reach the cases."""

# Intake
TAKE_IN = Capability("PEKSOS SAKTI SUPERVISOR KASI")
"""Takes people in: opens cases, refers out, hands over, goes out into the field."""
OPEN_IN_OWN_UNIT = Capability("PEKSOS SAKTI SUPERVISOR")
"""Opens cases for the own unit and no other."""
FOLLOW_REPORT = Capability(*engine.REPORTERS)
"""Reports people to the division and follows the course of the case; it begins with nobody assigned."""
OPEN_CASE = Capability(*TAKE_IN.roles, *FOLLOW_REPORT.roles)
SEE_INTAKE = Capability("PEKSOS SAKTI SUPERVISOR KASI KABID KABKOTA DATA")
"""Sees referrals, handovers, outreach and raids."""
TAKE_OVER_CASES = Capability(*engine.ADOPTERS)
"""Takes over cases that ran before the product did, one by one or by the sheet."""

# Casework
SEE_CASES = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID DATA")
"""Lists cases and opens their page; how much of one, the capabilities to read say."""
WORK_CASE = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID")
"""Works on cases at all; on which, the access table says, and what may be done there, the journey."""
STEER_CASE = Capability("PEKSOS SAKTI SUPERVISOR KASI KABID")
"""The division's own people on a case: hand it on, relocate it, ask for time, take documents away."""
VISIT_CLIENT = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA SUPERVISOR KASI KABID")
"""Goes and sees clients, or has them in the house."""
HANDLE_DOCUMENTS = Capability("PEKSOS SAKTI LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID")
TAKE_CASES = Capability("PEKSOS SAKTI")
"""Is given cases to work on."""
OWN_CASES = Capability("PEKSOS SAKTI SUPERVISOR KASI")
"""Has a desk of the cases assigned; everybody else's is of the tasks meant for their role."""
DO_TASKS = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA BAPAS_PK")
"""Has a desk even while it is empty."""
SEE_OTHERS_CASES = Capability("TKSK LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID DATA")
"""Sees cases that other people work on, and narrows lists down to their own."""
CHOOSE_ANY_WORKER = Capability("LKS UPTD KABKOTA KASI KABID DATA")
"""Narrows lists down to a worker by name, out of more people than a choice could offer."""

# What of a case one reads
READ_WHOLE_CASE = Capability("PEKSOS SAKTI SUPERVISOR KASI KABID")
READ_EVERY_EVENT = Capability("PEKSOS SAKTI SUPERVISOR KASI KABID DATA")
READ_CARE_RECORDS = Capability("PEKSOS SAKTI LKS UPTD KABKOTA SUPERVISOR KASI KABID")
READ_LEGAL_RECORDS = Capability("PEKSOS SAKTI BAPAS_PK SUPERVISOR KASI KABID")
READ_SHARED_RECORDS = Capability("PEKSOS SAKTI LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID")
READ_OWN_HOUSE = Capability("LKS UPTD BAPAS_PK")
"""Shares what the whole institution wrote; others see of notes only their own."""
BREAK_GLASS = Capability("PEKSOS SAKTI TKSK LKS UPTD KABKOTA BAPAS_PK SUPERVISOR KASI KABID DATA")
"""Sees a restricted person from outside the team, once a reason is given."""
HEAR_OF_BROKEN_GLASS = Capability("SUPERVISOR KASI DPO")
"""Looks at who did: a supervisor; a head of section where a unit has none; the data protection officer where no section has."""
RELEASE_OPENINGS = Capability("KABID")
"""Lets others open more masked people in a day than their role may."""
RELEASE_TO_HEAD = Capability("DPO")
"""Does so for the head of the division."""
ANSWER_OPENINGS = Capability(*RELEASE_OPENINGS.roles, *RELEASE_TO_HEAD.roles)
COUNT_OPENINGS = Capability("KABID")
"""Sees on the first page how many people each of the staff opened in the month."""
ANSWER_DUPLICATES = Capability("DATA")
"""Is asked whether a restricted person out of somebody's scope is the one whom they register."""
SEE_QUESTIONS = Capability(*ANSWER_OPENINGS.roles, *ANSWER_DUPLICATES.roles)
"""Has questions about masked people waiting."""

# Partners, by how they come to a case
PARTNER = Capability("TKSK LKS UPTD KABKOTA BAPAS_PK")
"""Is of another house: the account may end by itself."""
SHELTER_CLIENTS = Capability("LKS UPTD")
WATCH_KECAMATAN = Capability("TKSK")
WATCH_REGION = Capability("KABKOTA")
SHARE_AGREEMENT = Capability("BAPAS_PK")

# Supervision
LEAD_UNIT = Capability("SUPERVISOR")
LEAD_SECTION = Capability("KASI")
SUPERVISE = Capability("SUPERVISOR KASI")
"""Answers for the cases of a unit or a section: assigns them, decides on plans and closures."""
SEE_STALLED = Capability("SUPERVISOR KASI KABID")
GIVE_TIME = Capability(*engine.LEADERS)
VOID_MOVE = Capability(*engine.VOIDERS)
EXCUSE_TASK = Capability("SUPERVISOR KASI")

# Figures
READ_REPORTS = Capability("SUPERVISOR KASI KABID KADIS DATA")
COUNT_EVERYBODY = Capability("KABID KADIS DATA")
"""Reads the figures of the whole division; the others those of the cases in their scope."""
OPEN_FIGURES = Capability("SUPERVISOR KASI KABID DATA")
"""Opens the list of cases behind a figure."""
READ_HEADLINES = Capability("KABID KADIS")
"""Answers for the figures: the first page shows them."""

# Watching over
READ_AUDIT = Capability("AUDITOR DPO")
"""Looks over what everybody does, administrators above all."""
ANSWER_ACCESS = Capability("DPO")
AGREE_TO_PACKS = Capability("DPO KABID")
"""Looks over a request of somebody who does not stand at the desk: another than who entered it."""
LIFT_RESTRICTIONS = Capability("DPO KASI")
"""Lifts what masks a person, one of each together."""
HOLD_BY_LAW = Capability("DPO KABID")
PLAN_RETENTION = Capability("DPO ADMIN")
ADMINISTER = Capability(*engine.ADMINISTRATORS)


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody with a role sees, what their account must name for that, and a sentence on it all.

    `sees` are the names (grantees) under which the access table grants cases to them. A pattern whose place is
    empty (no region, no organisation) grants nothing. `of` is the kind of organisation they belong to.
    """

    tells: Words
    sees: tuple[str, ...] = ()
    of: Literal["", "ANY", "LKS", "UPTD", "KABKOTA", "BAPAS"] = ""


_OWN = "worker:{worker}"
ROLES: Mapping[str, Role] = {
    "PEKSOS": Role(
        sees=(_OWN,),
        of="ANY",
        tells=Words(id="Mengerjakan kasus yang diberikan kepadanya.", en="Works on the cases given to them."),
    ),
    "SAKTI": Role(
        sees=(_OWN,),
        of="ANY",
        tells=Words(
            id="Mengerjakan kasus yang diberikan kepadanya di kabupaten/kota.",
            en="Works on the cases given to them in a kabupaten or kota.",
        ),
    ),
    "TKSK": Role(
        sees=(_OWN, "region:{kecamatan}"),
        tells=Words(
            id="Melihat orang dan kasus di kecamatan wilayah kerjanya.",
            en="Sees the people and cases of the kecamatan that is their place of work.",
        ),
    ),
    "LKS": Role(
        sees=(_OWN, "org:{organisation}"),
        of="LKS",
        tells=Words(
            id="Melihat klien yang tinggal di lembaganya.",
            en="Sees the clients sheltered with their organisation.",
        ),
    ),
    "UPTD": Role(
        sees=(_OWN, "org:{organisation}"),
        of="UPTD",
        tells=Words(
            id="Melihat klien yang tinggal di lembaganya.",
            en="Sees the clients sheltered with their organisation.",
        ),
    ),
    "KABKOTA": Role(
        sees=(_OWN, "region:{region}"),
        of="KABKOTA",
        tells=Words(
            id="Melihat kasus yang ditangani di kabupaten/kota wilayah kerjanya.",
            en="Sees the cases handled in the kabupaten or kota that is their place of work.",
        ),
    ),
    "BAPAS_PK": Role(
        sees=(_OWN, "org:{organisation}"),
        of="BAPAS",
        tells=Words(
            id="Dari kasus yang menyebut kantornya, melihat yang menyangkut kantor itu.",
            en="Of the cases that name their office, sees what concerns it.",
        ),
    ),
    "SUPERVISOR": Role(
        sees=(_OWN, "unit:{organisation}"),
        of="ANY",
        tells=Words(
            id="Melihat kasus unitnya, menetapkan petugas, memutuskan rencana dan penutupan.",
            en="Sees the cases of their unit, assigns them, and decides on plans and closures.",
        ),
    ),
    "KASI": Role(
        sees=(_OWN, "section:{section}"),
        tells=Words(
            id="Melihat kasus jenis-jenis seksinya, memutuskan bila supervisor tidak ada.",
            en="Sees the cases of their section's types, and decides for their supervisors.",
        ),
    ),
    "KABID": Role(
        sees=("division",),
        tells=Words(
            id="Melihat semua kasus, bertanggung jawab atas laporan bulanan.",
            en="Sees every case, and answers for the monthly report.",
        ),
    ),
    "KADIS": Role(tells=Words(id="Melihat angka saja, tanpa kasus.", en="Sees figures only, no case.")),
    "DATA": Role(
        sees=(_OWN, "division"),
        tells=Words(
            id="Melihat semua klien, dan dari kasusnya yang diperlukan untuk data.",
            en="Sees all clients, and of their cases what the data need.",
        ),
    ),
    "AUDITOR": Role(
        tells=Words(
            id="Membaca siapa melakukan dan membuka apa. Tanpa kasus.",
            en="Reads who did what and who opened what. No case.",
        )
    ),
    "DPO": Role(
        tells=Words(
            id="Membaca log; mengurus masa simpan, larangan hapus, dan permintaan akses. Tidak membuka kasus.",
            en="Reads the log; keeps retention, legal holds and access requests. No case.",
        )
    ),
    "ADMIN": Role(
        tells=Words(
            id="Mengurus akun dan instansi. Tanpa kasus.", en="Keeps accounts and organisations. No case."
        )
    ),
    "SOP_OWNER": Role(
        tells=Words(id="Mengurus alur layanan (SOP). Tanpa kasus.", en="Keeps the journeys. No case.")
    ),
}


def sees_cases(role: str) -> bool:
    """Tell whether a role lets its holder see any case at all."""
    return role in ROLES and bool(ROLES[role].sees)


def apart(roles: Iterable[str]) -> frozenset[str]:
    """Return the roles that must not stand in one account with the administrator's, which makes all the others."""
    held = frozenset(roles)
    if not ADMINISTER.held_by(held):
        return frozenset()
    return frozenset(role for role in held if sees_cases(role) or role in READ_AUDIT.roles)
