"""A case driven through its pages: every step is a form that a browser sends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec
from litestar import Litestar

from app import clock
from app.cases.outcomes import Done, Outcome
from app.cases.store import CaseView
from app.db import query_one
from app.web.http.current_user import CurrentUser
from tests.browser import Browser
from tests.cases.case_driver import Driven
from tests.cases.test_files import PDF
from tests.journeys import filled
from workflows import commands
from workflows.commands import Command


@dataclass
class WebCase(Driven):
    """Like `Driven`, through HTTP: people sign in, and again when their session would have ended."""

    app: Litestar | None = None
    browsers: dict[str, tuple[Browser, datetime]] = field(default_factory=dict)

    async def browser(self, me: CurrentUser) -> Browser:
        known = self.browsers.get(me.username)
        if known and self.now - known[1] < timedelta(hours=1):
            return known[0]
        assert self.app is not None
        fresh = Browser(self.app)
        await fresh.enter(me.username)
        if "KABID" in me.roles:
            await fresh.say_why((await self.view()).client_number)
        self.browsers[me.username] = (fresh, self.now)
        return fresh

    async def give(self, command: Command, me: CurrentUser, case: CaseView | None = None) -> Outcome:
        meets = isinstance(command, commands.Record) and command.record == "outreach"
        self.now += timedelta(days=1) if meets else timedelta(seconds=1)  # another meeting is on another day
        case = case or await self.view()
        browser = await self.browser(me)
        path, form, files = self._form(command, case.state, str(case.version))
        if isinstance(command, commands.Record) and command.record == "device":
            form |= await self._aid()
        data = {"csrf": browser.token, "key": str(uuid4()), **form}
        place = f"/cases/{self.number}/{path}"
        answer = await browser.post(place, data=data, files=files, follow_redirects=False)
        if answer.status_code == 422 and 'name="confirmed"' in answer.text:
            looked = data | {"confirmed": "true", "key": str(uuid4())}
            answer = await browser.post(place, data=looked, files=files, follow_redirects=False)
        assert answer.status_code == 303, (place, form, _said(answer.text))
        self.done.append(command)
        return Done(self.number, case.version + 1, ())

    async def _aid(self) -> filled.Form:
        """Bring the aid recorded last a step further, as its page does; nothing when there is none yet."""
        row = await query_one(
            """SELECT d.data FROM case_records d JOIN cases c ON c.id = d."case"
               WHERE c.number = ? AND d.kind = 'device' ORDER BY d.recorded_at DESC LIMIT 1""",
            self.number,
        )
        if row is None:
            return {}
        last = msgspec.json.decode(row[0])
        return {"device": last["device"], **filled.next_device(last["status"])}

    def _form(self, command: Command, state, version: str):
        today = clock.on(self.now)
        match command:
            case commands.Move():
                sent = {
                    name: getattr(command, name)
                    for name in ("trigger", "reason", "outcome", "close_reason", "hold_reason", "new_type")
                }
                return "moves", {**sent, "version": version}, None
            case commands.DoTask():
                return (
                    f"tasks/{command.task}",
                    {"note": command.note or "Dilaksanakan.", "version": version},
                    None,
                )
            case commands.AddDocument():
                files = {"file": (f"{command.document}.pdf", PDF, "application/pdf")}
                return "documents", {"kind": command.document, "version": version}, files
            case commands.Record():
                form = filled.record(command.record, command.facts, state, today)
                return f"records/{command.record}", {**form, "version": version}, None
            case commands.Score():
                form = filled.assessment(command.instrument, state, today)
                return f"assessments/{command.instrument}", {**form, "version": version}, None
        raise AssertionError(f"no form for {command}")

    async def done_with(self) -> None:
        for browser, _since in self.browsers.values():
            await browser.aclose()


def _said(page: str) -> str:
    """Take the complaints out of a page."""
    start = page.find("error-summary")
    return page[start : start + 1500] if start >= 0 else page[-1500:]
