"""A case of any journey, driven by what the engine says: the remedy of each open reason tells what to write down."""

from datetime import datetime, timedelta
from typing import Any

from app.demo import telling
from app.demo.forms import filled
from app.demo.forms.filled_form import Form
from app.demo.people import LKSA, UPTD
from app.demo.stories.player import Player
from app.demo.stories.world import Stalled
from app.demo.voices import everybody
from app.demo.voices.voices_young import YOUNG
from app.records.kind import FormContext, Record
from app.web.forms import decoding
from app.web.http.current_user import CurrentUser
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.engine.walk import Step, Wait, remedy
from workflows.reasons import Reason


class Walker(Player):
    """Goes any journey. The forms hold what clears the reason at hand, in the words of the client's type."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.contact = (9.5, 13.5)
        self._wanted: dict[str, Scalar] = {}
        self._asks_result = False

    def matters(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what a note may say: now and then something longer."""
        voice = everybody.of(self.lot.kind)
        return voice.calls, voice.lately

    def said(self, task: str, title: str) -> tuple[str, ...]:
        """Return what may be written about a task."""
        return everybody.of_task(task, title)

    def answers(self, record: type[Record], opens: str, context: FormContext, me: CurrentUser) -> Record:
        """Fill in a form as its fields are sent, then read it as the page would."""
        sort, _sep, name = opens.partition(":")
        if sort == "record":
            sent = filled.record(name, self._wanted, context.state, context.occurred_on)
        else:
            sent = self._rated(name, context)
        if name == "device" and context.earlier and context.state.facts.get("devices_waiting"):
            latest = context.earlier[0]
            sent |= {"device": str(latest["device"]), **filled.next_device(latest["status"])}
        telling.tell(sent, name, self.lot, by=me.name, chair=self.cast.supervisor.name, context=context)
        if name == "goal" and sent.get("owner") == "PEKSOS":
            sent["owner_worker"] = str(me.id)
        if name == "conference":
            sent["chair_worker"] = str(self.cast.supervisor.id)
        if name == "shelter" and sent.get("status") == "MASUK":
            sent |= self._house()
        if name == "placement" and sent.get("placement_kind") == "PANTI":
            sent |= {
                "organisation": self._house()["organisation"],
                "destination": LKSA if self.lot.kind in YOUNG else UPTD,
            }
        lists = {field: value if isinstance(value, list) else [value] for field, value in sent.items()}
        form = decoding.decode(record, lists)
        if isinstance(form, decoding.Invalid):
            raise Stalled(f"{self.lot.kind} {opens}: {form.errors}")
        return form

    async def record(self, kind: str, **facts: Scalar) -> None:
        """Make a record that says so."""
        self._wanted = facts
        try:
            await self.form(f"record:{kind}")
        finally:
            self._wanted = {}

    def _house(self) -> Form:
        """Shelter children with the LKSA and grown people with the UPTD; their staff see the case meanwhile."""
        host = self.cast.others["lksa" if self.lot.kind in YOUNG else "upt"]
        return {"organisation": str(host.organisation), "contact": host.name}

    def _rated(self, name: str, context: FormContext) -> Form:
        """Rate what the story's strength allows; where a result is asked for, as well as it goes."""
        sent = filled.assessment(name, context.state, context.occurred_on)
        if self._asks_result:
            return sent
        for field in [field for field in sent if field.startswith("levels.")]:
            level = round(self.rng.gauss(self.lot.strength, 0.7))
            sent[field] = str(max(0, min(4, level)))
        if name == "social_functioning" and context.state.home not in {"INTAKE", "ASESMEN"}:
            sent["point"] = "BINA_LANJUT"
        return sent

    async def _for_others(self, _reason: Reason) -> bool:
        """Nobody else's step comes by itself here."""
        return False

    async def take_turn(self, task: str) -> None:
        """Do what is done every so many days, while it applies; some of it is a record."""
        asked = (await self.definition()).task[task]
        view = next((one for one in (await self.plan(self.cast.worker)).tasks if one.id == task), None)
        if view is None or view.status in {"not_applicable", "excused"}:
            return
        if asked.record or asked.instrument:
            await self.form(f"record:{asked.record}" if asked.record else f"instrument:{asked.instrument}")
        else:
            await self.tick(task)

    async def _step(self, reason: Reason) -> None:
        if self.rng.random() < 0.12:
            await self.note()
            await self.reach(self.now + timedelta(minutes=25), any_hour=True)
        defn, case = await self.definition(), await self.case()
        steps = remedy(defn, case.state, reason, now=self.now)
        if not steps:
            raise Stalled(f"{self.lot.kind} {self.number} in {case.stage}: nothing clears {reason}")
        if isinstance(steps[0], Wait):
            await self.reach(datetime.combine(steps[0].until, self.now.timetz()) + timedelta(hours=3))
            return
        await self._take(steps[0], reason)

    async def _take(self, step: Step, reason: Reason) -> None:
        """Do one thing that helps."""
        defn, command = await self.definition(), step.command
        by = self.person(step.who, defn)
        if isinstance(command, cmd.DoTask):
            await self.tick(command.task, happened=await self._later(reason))
        elif isinstance(command, cmd.AddDocument):
            await self.document(command.document, by)
        elif isinstance(command, cmd.Record | cmd.Score):
            await self._write(command, by, reason)
        else:
            raise Stalled(f"{self.lot.kind} {self.number}: the demo does not {command}")

    async def _write(self, command: cmd.Record | cmd.Score, by: CurrentUser, reason: Reason) -> None:
        self._wanted = dict(command.facts)
        self._asks_result = reason.code in {"score", "band", "score_missing"} or bool(reason.parts)
        sort = (
            f"record:{command.record}"
            if isinstance(command, cmd.Record)
            else f"instrument:{command.instrument}"
        )
        if sort == "record:outreach":  # another meeting is on another day
            await self.reach(self.now + timedelta(days=1))
        try:
            await self.form(sort, by)
            if sort == "record:victim_process":
                await self._protect(by)
        finally:
            self._wanted, self._asks_result = {}, False

    async def _protect(self, by: CurrentUser) -> None:
        """Ask police and court for protection the day the report was made, as most workers do."""
        if "protection_order" not in (await self.definition()).records or self.rng.random() < 0.2:
            return
        await self.reach(self.now + timedelta(minutes=self.rng.randrange(40, 120)), any_hour=True)
        self._wanted = {
            "protection_order": "DITETAPKAN",
            "police_protection_on": wib_day(self.now).isoformat(),
        }
        await self.form("record:protection_order", by)
