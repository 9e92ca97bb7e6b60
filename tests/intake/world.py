"""What a worker types when sending somebody on; a test changes what it is about."""

from typing import Any

LETTER = {
    "destination": "KEMENSOS",
    "office": "Sentra Galih Pakuan",
    "letter_number": "440/12/2026",
    "letter_on": "10/03/2026",
    "sent_on": "11/03/2026",
}


async def refer(browser: Any, number: str, *, way: str = "CENTRE", **changes: str) -> Any:
    """Send a client on, as the page would."""
    return await browser.send_form(f"/referrals/new?client={number}&to={way}", {**LETTER, **changes})
