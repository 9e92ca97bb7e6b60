"""The sentences by which an administrator chooses a role."""

from app.admin import role_descriptions
from app.capabilities import sees_cases
from app.web.i18n import catalogue, lists
from tests import people


def test_every_role_says_what_it_does_and_sees_in_both_languages():
    told = {}
    for language in ("en", "id"):
        catalogue.use(language)
        told[language] = {code: words for code, _label, words in role_descriptions.options()}

    assert set(told["en"]) == {code for code, _words in lists.options("role")}
    assert all(told["id"][code] != told["en"][code] for code in told["en"])


def test_whoever_sees_no_case_is_told_so():
    catalogue.use("en")

    silent = {code for code, _label, words in role_descriptions.options() if "no case" in words.lower()}

    assert silent == {code for code, _words in lists.options("role") if not sees_cases(code)}


async def test_the_form_for_a_new_account_shows_them(app, signed_in):
    await people.worker("admin", "ADMIN")
    catalogue.use("en")

    page = await (await signed_in("admin")).get("/admin/accounts/new")

    assert "Sees figures only, no case." in page.text
