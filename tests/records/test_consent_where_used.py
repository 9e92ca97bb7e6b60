"""Consent to sharing and to photos is asked for, and looked at, where others come to know or a picture is kept."""

import inspect
import io
from uuid import uuid4

import pytest
from PIL import Image

from app.cases.outcomes import Done
from app.db import query
from app.records.consent import sharing
from app.records.kind import Record
from app.records.registry import kinds, record
from app.records.submission import Filled
from tests.cases.case_driver import case_of
from tests.records.context import send, state
from workflows import commands

OTHER = str(uuid4())
OUT = {  # each kind of record by which others come to know, filled in so that they do, and so that they do not
    "handover": (
        {"direction": "KELUAR", "partner": "Bapas", "signed": "off"},
        {"direction": "MASUK", "partner": "Lapas", "signed": "off"},
    ),
    "repatriation": (
        {"return_status": "DIRENCANAKAN", "destination": "Lampung", "receiver": "DINSOS_PROV_LAIN"},
        {"return_status": "DIRENCANAKAN", "destination": "Lampung"},
    ),
    "placement": (
        {"placement_kind": "PANTI", "destination": "Panti", "organisation": OTHER, "ready": "off",
         "not_ready_reason": "Belum dikunjungi"},
        {"placement_kind": "ORANG_TUA", "destination": "Desa Ciruas", "ready": "off", "not_ready_reason": "Belum"},
    ),
    "release": (
        {"release_status": "NAPI", "planned_on": "2026-09-01", "bapas_office": OTHER},
        {"release_status": "NAPI", "planned_on": "2026-09-01"},
    ),
}  # fmt: skip


def asked_again(kind: str, form: dict[str, str], **facts: object) -> bool:
    of = record(kind)
    assert of
    read = send(of, state(**facts), **form)
    assert isinstance(read, Filled), read
    return sharing.refused() in read.doubts


@pytest.mark.parametrize("kind", OUT)
def test_a_client_who_did_not_agree_is_made_known_to_others_only_after_somebody_looked(kind):
    known, unknown = OUT[kind]

    assert asked_again(kind, known, consent_sharing=False)
    assert not asked_again(kind, {**known, "confirmed": "on"}, consent_sharing=False), "a duty may demand it"
    assert not asked_again(kind, known, consent_sharing=True)
    assert not asked_again(kind, unknown, consent_sharing=False)


def test_every_record_that_opens_a_case_to_others_asks():
    opens = {
        one.kind.name
        for one in kinds()
        if "keep" in vars(one)
        and any(word in inspect.getsource(one.keep) for word in ("grants.grant", "agreement.share"))
    }

    assert {"placement", "shelter", "release"} <= opens
    assert [name for name in opens if record(name).gives_out is Record.gives_out] == []


async def with_consent(**answers: bool):
    """Give a case of which consent was asked, as its worker."""
    case = await case_of("LUT")
    told = {"consent_valid": True, "consent_basis": "OWN", **answers}
    done = await case.give(
        commands.Record(record="consent", record_id=str(uuid4()), facts=told), case.staff.me["PEKSOS"]
    )
    assert isinstance(done, Done), done
    return case


def plain_photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(kept, "JPEG")
    return kept.getvalue()


async def sent(browser, number: str, place: str, form: dict[str, str], *, photo: str):
    files = {photo: ("a.jpg", plain_photo(), "image/jpeg")}
    return await browser.send_form(f"/cases/{number}/{place}", form, files=files)


VISIT = {"text": "Ke rumah klien.", "service": "BIMBINGAN_SOSIAL", "place": "KANTOR"}


@pytest.mark.parametrize(
    ("place", "form", "photo"), [("visit", VISIT, "photo"), ("documents", {"kind": "photo"}, "file")]
)
async def test_a_photo_of_a_client_who_did_not_agree_is_kept_only_when_somebody_says_why(
    app_on_both, signed_in, place, form, photo
):
    case = await with_consent(consent_photos=False)
    browser = await signed_in("peksos")

    refused = await sent(browser, case.number, place, form, photo=photo)
    assert refused.status_code == 422
    assert 'href="#f-photo_agreed"' in refused.text
    assert f"/cases/{case.number}/records/consent" in refused.text
    assert (await query("SELECT COUNT(*) FROM documents"))[0][0] == 0

    kept = await sent(browser, case.number, place, {**form, "photo_agreed": "on"}, photo=photo)
    assert kept.status_code == 200
    assert (await query("SELECT COUNT(*) FROM documents"))[0][0] == 1


async def test_a_photo_that_was_agreed_to_is_asked_nothing(app, signed_in):
    case = await with_consent(consent_photos=True)
    browser = await signed_in("peksos")
    page = (await browser.get(f"/cases/{case.number}/visit")).text
    assert "photo_agreed" not in page
    assert "/records/consent" not in page
    assert (await sent(browser, case.number, "visit", VISIT, photo="photo")).status_code == 200


async def test_a_referral_out_of_a_client_who_did_not_agree_leads_to_consent_and_can_go_on(app, signed_in):
    case = await with_consent(consent_sharing=False)
    await case.until_only_the_mover_is_missing("refer_out")
    ratu = await signed_in("supervisor")
    form = {"trigger": "refer_out", "close_reason": "RUJUK_LEMBAGA", "reason": "Dirawat LKS."}

    asked = await ratu.send_form(f"/cases/{case.number}/moves", form)
    assert asked.status_code == 422
    assert 'href="#f-confirmed"' in asked.text
    assert f"/cases/{case.number}/records/consent" in asked.text
    assert (await case.view()).closed_at is None

    await ratu.send_form(f"/cases/{case.number}/moves", {**form, "confirmed": "on"})
    assert (await case.view()).close_reason == "RUJUK_LEMBAGA"
