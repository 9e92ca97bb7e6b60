"""Bodies that no page of ours sends, at every form there is: never a fault, and no sentence that was typed is lost.

A small share of them in `make test`; `make soak` sends 100,000 (PULIH_FUZZ says how many to each form).
"""

import html
import os
import random
from collections.abc import Iterator
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest

from app.accounts.limits import middleware
from tests.access.test_matrix import EXPECTED
from tests.access.test_odd_inputs import ENDING, ODD, _who, address

EACH = int(os.environ.get("PULIH_FUZZ", "6"))
SENTENCE = "Ia datang sendiri pada pagi hari & bertanya <kapan> pulang"
NAMES = sorted({name for form in ODD for name in form} | {"version", "reason", "title", "note", "name", "code", "document", "file", "occurred_on", "next", "later", "summary", "confirm", "username", "language", "back"})  # fmt: skip
VALUES = (
    b"", b"\xff\xfe\x00", b"\xed\xa0\x80", b"\xc3\x28", b"%", b"%zz", b"%00", b"\x00", b"\r\n", b"a" * 5000, b"9" * 400,
    b"-1", b"1e309", b"NaN", b"2026-02-30", b"31/02/2026", b"00000000-0000-0000-0000-000000000000", b"true", b"[]", b"{}",
    "٣٤".encode(), "\U0001f468\u200d\U0001f469".encode(), "\u202e\u2066".encode(), b"<script>", b"' OR 1=1 --", b"../../etc", b"../..\\",
)  # fmt: skip
BROKEN = (
    b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--", b"\x00" * 100, b"&" * 50,
    b"=" * 50, b'{"a": 1}', b'--x\r\nContent-Disposition: form-data; name="a"; filename="\xff"\r\n\r\n\xff\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=x\r\n\r\n\xe9\r\n--x--\r\n',
    b"a=1&" * 3000,
)  # fmt: skip
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "", "text/plain; charset=utf-16")  # fmt: skip


def bodies(chance: random.Random, token: str, count: int) -> Iterator[tuple[str, bytes, bool]]:
    """Yield kind, body, and whether it is a form of ours with a sentence in it."""
    for _ in range(count):
        if chance.random() < 0.15:
            yield chance.choice(KINDS), chance.choice(BROKEN) + chance.randbytes(chance.randrange(40)), False
            continue
        told = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randrange(12))]
        told += [("csrf", token.encode()), ("key", str(uuid4()).encode())]
        place = chance.choice(("text", "note", "reason"))
        told = [pair for pair in told if pair[0] != place] + [(place, SENTENCE.encode())]
        chance.shuffle(told)
        if chance.random() < 0.5:
            yield KINDS[0], b"&".join(n.encode() + b"=" + (v if chance.random() < 0.1 and not set(v) & set(b"&+%=") else quote_from_bytes(v).encode()) for n, v in told), True  # fmt: skip
        else:
            yield KINDS[1], b"".join(_part(chance, name, value) for name, value in told) + b"--x--\r\n", True


def _part(chance: random.Random, name: str, value: bytes) -> bytes:
    file = b'; filename="a\xc3\xa9.pdf"' if name in {"file", "document"} and chance.random() < 0.5 else b""
    kind = b"Content-Type: text/plain; charset=klingon\r\n" if chance.random() < 0.05 else b""
    return b'--x\r\nContent-Disposition: form-data; name="' + name.encode() + b'"' + file + b"\r\n" + kind + b"\r\n" + value + b"\r\n"  # fmt: skip


@pytest.mark.parametrize("half", [0, 1])
async def test_no_body_is_a_fault_at_any_form_and_no_sentence_is_lost(at_hand, monkeypatch, half):
    monkeypatch.setattr(
        middleware, "limit_of", lambda _scope: None
    )  # one person sends more here than in a year
    seed = random.randrange(10**6)
    chance, faults, lost, sent = random.Random(seed), [], [], 0
    forms = sorted(
        name for name in set(EXPECTED) - set(ENDING) - FORMS_OF_THE_DOOR if name.startswith("POST")
    )
    for name in forms[half::2]:
        browser, path = await at_hand.browser(_who(name)), address(name, at_hand)
        for kind, body, ours in bodies(chance, browser.token, EACH):
            answer = await browser.post(path, content=body, headers={"content-type": kind}, follow_redirects=False)  # fmt: skip
            sent += 1
            if answer.status_code >= 500:
                faults.append((name, answer.status_code, kind, body[:300]))
            if ours and answer.status_code >= 400 and SENTENCE not in html.unescape(answer.text):
                lost.append((name, answer.status_code, kind, body[:300]))
    print(f"{sent} bodies, seed {seed}")
    assert faults == [], (seed, len(faults))
    assert lost == [], (seed, len(lost))


FORMS_OF_THE_DOOR = {"POST /login", "POST /activate", "POST /account/password"}
"""Forms that give nothing back but a name; `test_a_door_takes_any_body` sends to them."""


@pytest.mark.parametrize("name", sorted(FORMS_OF_THE_DOOR))
async def test_a_door_takes_any_body(at_hand, name):
    browser, chance = await at_hand.browser(_who(name)), random.Random(EACH)
    for kind, body, _ours in bodies(chance, browser.token, EACH * 2):
        answer = await browser.post(name.partition(" ")[2], content=body, headers={"content-type": kind})
        assert answer.status_code < 500, (kind, body[:300])
