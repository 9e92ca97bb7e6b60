"""What offices write for a month and for nothing is read alike in forms and in sheets."""

from datetime import date
from typing import Annotated

import msgspec
import pytest

from app.adoption.sheets.parsing import date_in, parse
from app.adoption.sheets.reading import SheetRow
from app.clients import nik
from app.web.forms.decoding import Invalid, Label, decode
from app.web.forms.written import is_nothing


class Asked(msgspec.Struct, frozen=True):
    born: Annotated[date | None, Label("Birth date")] = None
    opened: Annotated[date, Label("Opened on")] = date(2026, 1, 1)


MONTHS = [
    "Januari Pebruari Maret April Mei Juni Juli Agustus September Oktober Nopember Desember",
    "Jan Peb Mar Apr Mei Jun Jul Agt Sept Okt Nop Des",
    "januari februari maret april mei juni juli ags sep oktober november desember",
    "JAN FEB MRT APR MEI JUN JUL AGU SEP OKT NOV DES",
]


@pytest.mark.parametrize("names", MONTHS)
@pytest.mark.parametrize("form", ["12 {} 1951", "12-{}-1951", "12 {}. 1951", "12{}1951"])
def test_a_month_is_read_as_it_is_written(names, form):
    for month, name in enumerate(names.split(), start=1):
        text = form.format(name)
        assert date_in(text) == date(1951, month, 12)
        assert decode(Asked, {"born": [text]}) == Asked(born=date(1951, month, 12))


@pytest.mark.parametrize(
    "text",
    ["-", "--", "—", "0", "00", "belum ada", "Belum Ada", "TIDAK ADA", "tdk ada", "nihil", "...", "n/a", "00/00/0000", "0000-00-00"],
)  # fmt: skip
def test_nothing_is_read_as_nothing(text):
    assert is_nothing(text)
    assert decode(Asked, {"born": [text]}) == Asked()
    assert nik.cleaned(text) == ""
    told, said, _broken = parse(
        SheetRow(1, {"name": "Siti", "born": text, "nik": text, "kk": text, "phone": text})
    )
    assert said == []
    assert (told.born, told.nik, told.kk, told.phone) == (None, "", "", "")


@pytest.mark.parametrize("text", ["12/04/1951", "Siti", "10", "0812", "RT 0/01a", "Adan"])
def test_what_says_something_is_not_nothing(text):
    assert not is_nothing(text)


def test_a_word_that_is_no_month_is_still_refused():
    assert isinstance(decode(Asked, {"born": ["12 Bulan 1951"]}), Invalid)
    assert isinstance(decode(Asked, {"opened": ["-"]}), Invalid)
