"""Made-up histories of cases, written to the log by the very function that writes real ones."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from app.cases import event_log
from app.cases.numbers import new_number
from app.cases.tables import Case
from app.clients.tables import Client
from app.scope import grants
from workflows import events as ev
from workflows.events import Happened
from workflows.fold import fold

START = datetime.combine(datetime(2026, 1, 1, tzinfo=UTC), time(3), UTC)  # ten in the morning in Banten


@dataclass
class History:
    """What happens to one case. Days count from `START`; each step may lie on the day of the one before."""

    pmks_type: str
    region: str
    actor: UUID
    day: int = 0
    flow: str = "NEW"
    sex: str = "L"
    happened: list[Happened] = field(default_factory=list)
    is_open: bool = True
    moves: list[int] = field(default_factory=list)  # ordinals of moves that may still be taken back

    def __post_init__(self) -> None:
        who = (self.pmks_type, 1, "d", self.pmks_type, self.region, "INTAKE", {"sex": self.sex})
        if self.flow == "ADOPTED":
            ran = START + timedelta(days=self.day - 100)
            self._tell(ev.Adopted(*who, opened_at=ran, entered_at=ran + timedelta(days=20)))
        else:
            self._tell(ev.Opened(*who, flow=self.flow))

    def _tell(self, event: ev.Event) -> int:
        at = START + timedelta(days=self.day, minutes=len(self.happened))
        self.happened.append(Happened(len(self.happened) + 1, at, at, str(self.actor), event))
        return len(self.happened)

    def _move(self, sort: str, **more: str) -> None:
        to = "SELESAI" if sort in ("close", "reclassify") else "ASESMEN"
        self.moves = [self._tell(ev.Moved(sort, sort, "INTAKE", to, 1, **more))]

    def close(self, reason: str = "TUJUAN_TERCAPAI", outcome: str = "", flow: str = "CLOSED") -> None:
        """End the case."""
        sort = "reclassify" if flow == "RECLASSIFIED_OUT" else "close"
        self._move(sort, close_reason=reason, outcome=outcome, flow=flow)
        self.is_open = False

    def reopen(self) -> None:
        """Begin a new episode."""
        self._move("reopen", flow="REOPENED")
        self.is_open = True

    def forward(self) -> None:
        """Make a move that changes no caseload."""
        self._move("forward")

    def relocate(self, region: str) -> None:
        """Go to another kab/kota."""
        self._tell(ev.RelocatedOut(self.region))
        self._tell(ev.RelocatedIn(region))
        self.region, self.moves = region, []

    def note(self) -> None:
        """Meet the client."""
        self._tell(ev.Noted("kunjungan", "BIMBINGAN_SOSIAL"))

    def desk_work(self) -> None:
        """Do what serves nobody: a note about nobody, an upload, an attempt at contact, a conference."""
        self._tell(ev.Noted("menelepon kantor"))
        self._tell(ev.DocumentAdded("surat", str(uuid4())))
        self._tell(ev.TaskDone("contact_attempt", "tidak ada", attempt=True))
        self._tell(ev.Recorded("conference", str(uuid4()), {}))

    def serve(self, pick: int) -> None:
        """Serve the client in one of the ways that count."""
        told = (
            ev.TaskDone("visit", "Bertemu di rumah."),
            ev.Recorded("consent", str(uuid4()), {}),
            ev.Scored("ikpb", 1, str(uuid4()), 500),
            ev.Noted("Bertemu.", "BIMBINGAN_SOSIAL"),
        )
        self._tell(told[pick % len(told)])

    def correct_sex(self, sex: str) -> None:
        """Learn the client's sex, or that it was entered wrongly."""
        if sex != self.sex:
            self._tell(ev.FactsChanged({"sex": sex}, "client"))
            self.sex, self.moves = sex, []  # no move is taken back from under it

    def assign(self) -> None:
        """Change who has it, which is no service to the client."""
        self._tell(ev.Assigned(str(self.actor)))

    def void(self) -> None:
        """Take the last move back."""
        ordinal = self.moves.pop()
        sort = self.happened[ordinal - 1].event.sort
        self._tell(ev.Voided(ordinal, sort, "keliru"))
        self.is_open = not self.is_open if sort in ("close", "reclassify", "reopen") else self.is_open


async def add_client(actor: UUID, sex: str = "L", number: str = "") -> UUID:
    """Register a client of whom reports need the sex only."""
    id_ = uuid4()
    await Client.insert(
        Client(
            id=id_,
            number=number or f"BTN-2026-{id_.int % 10**9:09}",
            full_name="Ahmad Suryana",
            name_key="ahmad suryana",
            sex=sex,
            nik_status="TIDAK_ADA",
            safe_contact="BOLEH",
            registered_at=START,
            registered_by=actor,
        )
    )
    return id_


async def add_case(
    client: UUID, unit: UUID, history: History, *, grantees: tuple[str, ...] = (grants.DIVISION,)
) -> str:
    """Write a case and its log; return its number."""
    state, id_, number = fold(history.happened), uuid4(), new_number()
    await Case.insert(
        Case(
            id=id_,
            number=number,
            client=client,
            pmks_type=state.pmks_type,
            journey=state.journey,
            journey_version=1,
            definition_digest="d",
            stage=state.stage,
            opened_at=state.opened_at,
            entered_at=state.entered_at,
            closed_at=state.closed_at,
            region=history.region,
            level="PROVINSI",
            section="ANAK",
            unit=unit,
            last_human_at=state.opened_at,
            source="KELUARGA",
            urgency="BIASA",
            state="{}",
        )
    )
    await event_log.add(id_, "PROVINSI", None, history.happened)
    for grantee in grantees:
        await grants.grant(client, id_, grantee, "DIVISION", now=START)
    return number
