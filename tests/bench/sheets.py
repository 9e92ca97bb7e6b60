"""A sheet of namesakes: how long until each of its rows is judged, and how long others wait meanwhile."""

import asyncio
import io
import time
from random import Random

import httpx
import xlsxwriter

from app.adoption.sheets.columns import header
from tests.bench.browser import Browser
from tests.bench.measure import Session, percentiles
from tests.bench.server import Server
from tests.bench.works import Once

ROWS = 1_500
COMMON = ("Siti Aisyah", "Siti Rahma", "Ahmad Hidayat", "Nur Aisyah", "Muhammad Rizki")
LONGEST = 600.0


def namesakes() -> bytes:
    """Make a sheet whose people all have names that hundreds bear."""
    file, chance = io.BytesIO(), Random(1)
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    columns = ("reference", "name", "sex", "born", "type", "region", "opened", "stage", "entered")
    for place, key in enumerate(columns):
        page.write(0, place, header(key, "id"))
    for row in range(1, ROWS + 1):
        born = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1940, 1965)}"
        cells = (
            f"B-{row}",
            chance.choice(COMMON),
            "P",
            born,
            "LUT",
            "36.03",
            "05/01/2026",
            "ASESMEN",
            "12/01/2026",
        )
        for place, cell in enumerate(cells):
            page.write_string(row, place, cell)
    book.close()
    return file.getvalue()


async def judged(server: Server, sender: Session, others: Session, page: Once, unit: str, as_of: str) -> str:
    """Send the sheet and wait for its last row; say how long, at how much CPU, and how long pages took meanwhile."""
    taken: list[float] = []
    done = asyncio.Event()

    async def meanwhile() -> None:
        async with Browser(server.port, *others) as browser:
            chance = Random(2)
            while not done.is_set():
                began = time.monotonic()
                await page(browser, chance)
                taken.append((time.monotonic() - began) * 1000)
                await asyncio.sleep(0.05)

    began, before = time.monotonic(), server.cpu()
    reader = asyncio.create_task(meanwhile())
    try:
        await asyncio.wait_for(_until_judged(server, sender, unit, as_of), LONGEST)
        told = f"{time.monotonic() - began:.1f} s"
    except TimeoutError:
        told = f"not within {LONGEST:.0f} s"
    done.set()
    await reader
    spent = (server.cpu() - before) / 1000
    return f"{ROWS} rows of namesakes judged: {told}, {spent:.1f} s of CPU; case pages meanwhile {percentiles(taken)} ms"


async def _until_judged(server: Server, sender: Session, unit: str, as_of: str) -> None:
    cookie, token = sender
    address = f"http://127.0.0.1:{server.port}"
    async with httpx.AsyncClient(base_url=address, headers={"Cookie": cookie}, timeout=LONGEST) as browser:
        files = {"file": ("rows.xlsx", namesakes(), "application/vnd.ms-excel")}
        answer = await browser.post(
            "/adoptions", data={"csrf": token, "as_of": as_of, "unit": unit}, files=files
        )
        assert answer.status_code == 303, f"the sheet was answered {answer.status_code}"
        place = answer.headers["location"]
        while "data-judging" in (await browser.get(place)).text:  # noqa: ASYNC110  it is another process that is waited for
            await asyncio.sleep(0.2)
