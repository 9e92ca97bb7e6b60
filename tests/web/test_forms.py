"""One decoder: every mistake at once, in the reader's language, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest
from litestar.datastructures import UploadFile
from msgspec import Meta

from app.web.forms.decoding import Code, File, Invalid, Label, decode, refuse, typed
from app.web.forms.template_helpers import day_first, value_of
from app.web.i18n import catalogue


class CurrentSession(msgspec.Struct, frozen=True):
    client: Annotated[str, Meta(max_length=10), Label("Client")]
    seen_on: Annotated[date, Label("Seen on")]
    outcome: Annotated[str, Code("outcome")]
    sex: Literal["L", "P"]
    minutes: Annotated[int, Meta(ge=1, le=600)] = 30
    remark: str | None = None
    topics: Annotated[list[str], Code("goal_area")] = []
    levels: dict[str, Annotated[int, Meta(ge=0, le=4)]] = {}
    agreed: bool = False
    again: bool | None = None
    paper: Annotated[UploadFile | None, File(max_bytes=20)] = None


GOOD: dict[str, list[Any]] = {
    "client": ["Suryana"],
    "seen_on": ["3/2/2026"],
    "outcome": ["AMAN"],
    "sex": ["L"],
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with catalogue.speaking("en"):
        yield


def accepted(**changes: Any) -> CurrentSession:
    form = decode(CurrentSession, {**GOOD, **changes})
    assert isinstance(form, CurrentSession), form
    return form


def refused(**changes: Any) -> Invalid:
    form = decode(CurrentSession, {**GOOD, **changes})
    assert isinstance(form, Invalid), form
    return form


def test_a_full_form_becomes_the_struct() -> None:
    form = accepted(
        minutes=["1.5"[:1]], topics=["HUKUM"], agreed=["on"], again=["tidak"], remark=[" ok\r\nyes "]
    )
    assert form == CurrentSession(
        "Suryana", date(2026, 2, 3), "AMAN", "L", 1, "ok\nyes", ["HUKUM"], {}, agreed=True, again=False
    )


def test_every_mistake_is_told_at_once_in_field_order() -> None:
    form = refused(client=[""], seen_on=["31/02/2026"], outcome=["X"], sex=["Q"], minutes=["many"])
    assert list(form.errors) == ["client", "seen_on", "outcome", "sex", "minutes"]
    assert form.errors["client"] == "This must be filled in."
    assert "does not exist" in form.errors["seen_on"]


def test_messages_speak_the_language_of_the_reader() -> None:
    with catalogue.speaking("id"):
        assert refused(client=[" "]).errors["client"] == "Bagian ini harus diisi."


def test_what_was_typed_is_kept_also_where_it_was_wrong() -> None:
    form = refused(client=["Suryana yang panjang"], seen_on=["besok"], topics=["HUKUM", "X"])
    assert form.typed["client"] == "Suryana yang panjang"
    assert form.typed["seen_on"] == "besok"
    assert form.typed["topics"] == ["HUKUM", "X"]


def test_a_text_too_long_is_told_its_limit_and_its_length() -> None:
    assert refused(client=["Suryana bin Ahmad"]).errors["client"] == "At most 10 characters; this has 17."


def test_a_text_without_a_limit_has_one_all_the_same() -> None:
    assert "20,000" in refused(remark=["x" * 20_001]).errors["remark"]


@pytest.mark.parametrize("text", ["22/3/2026", "22-03-2026", "22.03.2026", "22032026", "2026-03-22"])
def test_a_day_may_be_written_in_several_ways(text: str) -> None:
    assert accepted(seen_on=[text]).seen_on == date(2026, 3, 22)


@pytest.mark.parametrize(
    "text", ["22/3/26", "3/22/2026", "22 Maret", "0000-00-00", "22/03/1066", "٢٢/٠٣/٢٠٢٦x"]
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(text: str) -> None:
    assert refused(seen_on=[text]).errors["seen_on"]


@pytest.mark.parametrize(("text", "value"), [("45", 45), ("+45", 45), ("1 5", 15)])
def test_a_whole_number_is_read(text: str, value: int) -> None:
    assert accepted(minutes=[text]).minutes == value


@pytest.mark.parametrize("text", ["1,5", "12x", "1.50", "--2", "9" * 30])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert refused(minutes=[text]).errors["minutes"].startswith("Write a whole number")


def test_a_number_out_of_bounds_is_told_the_bound() -> None:
    assert refused(minutes=["0"]).errors["minutes"] == "Fill in 1 or more."
    assert refused(minutes=["601"]).errors["minutes"] == "Fill in 600 or less."


def test_thousands_may_carry_dots() -> None:
    class Money(msgspec.Struct):
        rupiah: int

    assert decode(Money, {"rupiah": ["1.250.000"]}) == Money(1_250_000)


def test_one_value_of_a_list_is_still_a_list() -> None:
    assert accepted(topics=["HUKUM"]).topics == ["HUKUM"]


def test_each_value_of_a_list_must_be_on_the_list() -> None:
    assert "not on the list" in refused(topics=["HUKUM", "SULAP"]).errors["topics"]


def test_an_empty_choice_is_no_choice() -> None:
    assert refused(outcome=[""]).errors["outcome"] == "Choose one of the options."


def test_an_absent_tick_is_no() -> None:
    assert accepted().agreed is False


def test_a_question_left_open_is_neither_yes_nor_no() -> None:
    assert accepted().again is None
    assert accepted(again=["ya"]).again is True


def test_fields_with_a_key_are_collected_and_complain_one_by_one() -> None:
    assert accepted(**{"levels.D1": ["3"], "levels.D2": [""]}).levels == {"D1": 3}
    assert list(refused(**{"levels.D1": ["3"], "levels.D2": ["x"]}).errors) == ["levels.D2"]


def test_each_value_with_a_key_keeps_the_bounds() -> None:
    assert refused(**{"levels.D1": ["5"]}).errors == {"levels.D1": "Fill in 4 or less."}


def test_a_moment_is_western_indonesian_time() -> None:
    class Moment(msgspec.Struct):
        at: datetime

    for text in ("22/03/2026 14.30", "2026-03-22T14:30", "22/03/2026, 14:30 WIB"):
        assert decode(Moment, {"at": [text]}) == Moment(datetime(2026, 3, 22, 7, 30, tzinfo=UTC))
    assert isinstance(decode(Moment, {"at": ["22/03/2026 25.00"]}), Invalid)


def test_a_time_and_an_identifier_are_read() -> None:
    class Both(msgspec.Struct):
        at: time
        id: UUID

    good = decode(Both, {"at": ["7.05"], "id": ["12345678-1234-5678-1234-567812345678"]})
    assert good == Both(time(7, 5), UUID(int=0x12345678123456781234567812345678))
    assert list(decode(Both, {"at": ["24.00"], "id": ["x"]}).errors) == ["at", "id"]  # type: ignore[union-attr]


def test_a_file_above_its_limit_is_refused_with_both_sizes() -> None:
    paper = UploadFile("application/pdf", "a.pdf", b"x" * 30)
    assert "at most 1 KB" in refused(paper=[paper]).errors["paper"]
    assert accepted(paper=[UploadFile("application/pdf", "a.pdf", b"x")]).paper is not None


def test_a_file_where_a_text_belongs_is_refused() -> None:
    assert refused(client=[UploadFile("text/plain", "a.txt", b"x")]).errors["client"]
    assert refused(paper=["name.pdf"]).errors["paper"] == "Choose a file."


def test_an_empty_file_field_is_no_file() -> None:
    assert accepted(paper=[""]).paper is None


def test_control_marks_and_foreign_line_ends_are_cleaned() -> None:
    assert accepted(remark=["a\0b\r\nc"]).remark == "ab\nc"


def test_unknown_fields_are_ignored() -> None:
    assert accepted(role=["ADMIN"]) == accepted()


def test_an_action_can_refuse_a_good_form_and_keep_it() -> None:
    form = refuse(accepted(topics=["HUKUM"], **{"levels.D1": ["3"]}), client="Known already.")
    assert form.errors == {"client": "Known already."}
    assert form.typed["client"] == "Suryana"
    assert form.typed["seen_on"] == "2026-02-03"
    assert form.typed["levels.D1"] == "3"
    assert form.labels["client"] == "Client"


def test_a_field_shows_what_was_typed_else_the_value_else_the_default() -> None:
    assert value_of(None, "note", "today") == "today"
    assert value_of({"note": None}, "note", "x") == ""
    assert value_of(refused(client=[""]), "agreed", "on") == ""
    assert value_of(accepted(agreed=["on"]), "agreed") == "on"


def test_a_stored_day_is_shown_day_first() -> None:
    assert day_first("2026-03-22") == "22/03/2026"
    assert day_first("2026-03-22T14:30") == "22/03/2026 14.30"
    assert day_first("besok") == "besok"


def test_a_row_and_a_dict_can_fill_a_form() -> None:
    assert typed({"agreed": True, "seen_on": date(2026, 3, 2), "n": 5}) == {
        "agreed": "on",
        "seen_on": "2026-03-02",
        "n": "5",
    }
    assert typed(None) == {}
