"""What nobody can see decides nothing: dropped from forms, searches and sheets before they are judged."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients import nik
from app.clients.forms import ClientForm
from app.web.forms.decoding import decode
from app.web.forms.visible import visible

NIK = "3604055202540099"
UNSEEN = "\u200b\u200e\u200f\u202a\u202d\u202c\u2060\u2066\u2069\ufeff\u00ad\u061c\u180e\U000e0020"


@pytest.mark.parametrize("mark", UNSEEN)
def test_a_mark_that_nobody_sees_is_dropped_wherever_it_stands(mark):
    assert visible(f"{mark}36{mark}04{mark}") == "3604"


@pytest.mark.parametrize("blank", "\u00a0\u2007\u202f\u2009\u3000\u3164\u2800")
def test_every_space_is_a_plain_one(blank):
    assert visible(f"Siti{blank}Aminah") == "Siti Aminah"


def test_a_hyphen_that_does_not_break_is_a_hyphen():
    assert visible("08\u201112\u20103") == "08-12-3"


def test_joiners_stay_where_a_script_needs_them_and_nowhere_else():
    assert visible("می\u200cخواهم") == "می\u200cخواهم"
    assert visible("क\u200dष") == "क\u200dष"
    assert visible("Si\u200cti\u200d") == "Siti"


@given(st.text())
def test_what_can_be_seen_stays_and_nothing_changes_twice(text):
    once = visible(text)
    assert visible(once) == once
    assert [mark for mark in once if unicodedata.category(mark) == "Cf"] == [
        m for m in once if m in "\u200c\u200d"
    ]


@given(st.text("abcXYZ 019-,.'\n"))
def test_plain_text_stays_as_it_is(text):
    assert visible(text) == text


@given(st.lists(st.sampled_from(UNSEEN), min_size=17, max_size=17))
def test_a_form_reads_a_number_whatever_is_hidden_between_its_digits(marks):
    pasted = "".join(f"{mark}{digit}" for mark, digit in zip(marks, NIK + " ", strict=True))
    form = decode(
        ClientForm,
        {"sex": ["P"], "safe_contact": ["BEBAS"], "nik": [pasted], "birth_date": [f"{marks[0]}1/2/1990"]},
    )
    assert isinstance(form, ClientForm)
    assert (form.nik, form.birth_date) == (NIK, date(1990, 2, 1))
    assert isinstance(nik.parse(form.nik, {"36"}), nik.Nik)
