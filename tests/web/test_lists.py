"""Cursors, menus, codes and the notice after a redirect."""

import pytest

from app.main import create_app
from app.web.i18n import catalogue, lists
from app.web.pages import flash, menu, pagination
from workflows.definition import load_all
from workflows.lists.pmks import IN_SCOPE, PMKS, RESTRICTED


def test_a_cursor_brings_back_the_key_it_was_made_of() -> None:
    key = ("2026-03-22T07:30:00+00:00", 17, None)
    assert pagination.decode(pagination.encode(key, of="cases"), of="cases") == key


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", "bm8", "WyJhIl0", "A" * 5000, "W3sieCI6MX0sMV0", "WyJ4IiwxXQ"]
)  # the last is a key that nobody signed
def test_what_is_no_cursor_is_the_first_page(cursor: str) -> None:
    assert pagination.decode(cursor, of="cases") is None


def test_a_cursor_of_another_list_is_the_first_page() -> None:
    assert pagination.decode(pagination.encode((17,), of="clients"), of="cases") is None


def test_a_page_ends_where_more_follows() -> None:
    page = pagination.page_of(list(range(51)), key=lambda n: (n,), of="numbers")
    assert len(page.rows) == 50
    assert pagination.decode(page.next, of="numbers") == (49,)
    assert pagination.page_of(list(range(50)), key=lambda n: (n,), of="numbers").next is None


def test_an_address_changes_one_parameter_and_keeps_the_rest() -> None:
    params = {"type": "ABH", "region": ["36.04", "36.73"], "q": ""}
    assert pagination.address("/cases", params, type=None) == "/cases?region=36.04&region=36.73"
    assert pagination.address("/cases", {}) == "/cases"


def test_each_role_finds_its_desk_in_the_menu() -> None:
    create_app()
    paths = {role: [link.path for link in menu.links_for({role})] for role in lists.CODES["role"]}
    assert paths["PEKSOS"] == ["/", "/cases", "/clients", "/sop"]
    assert "/supervision/stalled" in paths["SUPERVISOR"]
    assert "/reports/monthly" in paths["KADIS"]
    assert "/clients" not in paths["BAPAS_PK"]
    beside = [link.path for link in menu.beside("/clients", {"DATA"})]
    assert beside == ["/verifications", "/outreach", "/referrals", "/adoptions", "/types"]
    assert [link.path for link in menu.links_for({"DPO"})][-4:] == [
        "/audit",
        "/rights/access",
        "/admin/holds",
        "/admin/retention",
    ]


def test_the_menu_marks_the_entry_one_is_under() -> None:
    create_app()
    links = menu.links_for({"SUPERVISOR"})
    assert menu.current(links, "/cases/ABC/moves") == "/cases"
    assert menu.current(links, "/") == "/"
    assert menu.current(links, "/account") is None


def test_a_code_has_words_in_both_languages() -> None:
    with catalogue.speaking("id"):
        assert lists.code_label("BERFUNGSI", "outcome") == "Berfungsi sosial dengan dukungan keluarga"
        assert lists.code_label(True, "yes_no") == "Ya"
    with catalogue.speaking("en"):
        assert lists.code_label("BERFUNGSI", "outcome") == "Functioning socially with family support"
    assert lists.code_label("UNHEARD_OF", "outcome") == "UNHEARD_OF"
    assert lists.code_label(None, "outcome") == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_code_of_every_journey_has_words_on_lists_and_reports(language: str) -> None:
    groups = {"stage": "stages", "outcome": "outcomes", "close_reason": "close_reasons"}
    with catalogue.speaking(language):
        wordless = {
            (group, code)
            for journey in load_all().values()
            for group, name in groups.items()
            for code in (getattr(one, "id", one) for one in getattr(journey, name))
            if lists.code_label(code, group) == code
        }
    assert wordless == set()


def test_the_official_groups_keep_their_numbers() -> None:
    assert [kind.number for kind in PMKS.values()] == list(range(1, 27))
    assert len(IN_SCOPE) == 18
    assert not {"ODHA", "KPN"} & set(IN_SCOPE)
    assert {"ABT", "ABH", "AKTK", "AMPK", "TS", "KM", "BWBLP", "KPO", "KTK"} <= RESTRICTED


def test_options_keep_the_order_of_their_list() -> None:
    assert [code for code, _words in lists.options("sex")] == ["L", "P", "TIDAK_DIKETAHUI"]
    assert [code for code, _words in lists.options("goal_area", only={"HUKUM", "IDENTITAS"})] == [
        "IDENTITAS",
        "HUKUM",
    ]


def test_a_notice_survives_one_redirect() -> None:
    cookie = flash.cookie_for("Catatan disimpan: <b>é</b>")
    assert flash.notice_in({cookie.key: str(cookie.value)}) == flash.Notice(
        "Catatan disimpan: <b>é</b>", "good"
    )
    assert cookie.httponly
    assert cookie.samesite == "lax"


@pytest.mark.parametrize("value", ["", "x", "bm90anNvbg==", "WyJhIiwiZXZpbCJd"])
def test_an_odd_notice_is_no_notice(value: str) -> None:
    assert flash.notice_in({"pulih_notice": value}) is None


def test_in_production_a_notice_is_bound_to_this_host_over_https() -> None:
    flash.bind_to_https(on=True)
    try:
        cookie = flash.cookie_for("ok")
        assert cookie.key.startswith("__Host-")
        assert cookie.secure
    finally:
        flash.bind_to_https(on=False)


def test_an_english_sentence_may_mean_two_things_only_with_a_context() -> None:
    with catalogue.speaking("id"):
        assert catalogue.gettext("never translated") == "never translated"
        assert catalogue.ngettext("%(n)s row shown", "%(n)s rows shown", 1218) == "1.218 baris ditampilkan"
    with catalogue.speaking("en"):
        assert catalogue.ngettext("%(n)s row shown", "%(n)s rows shown", 1) == "1 row shown"
        assert catalogue.ngettext("%(n)s row shown", "%(n)s rows shown", 1218) == "1,218 rows shown"
        assert str(catalogue.lazy("Goal")) == "Goal"
