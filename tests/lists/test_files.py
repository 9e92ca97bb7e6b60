"""List files: closed, complete in both languages, and made lists follow the ones that they are made of."""

import pytest

from workflows.lists import NoList, codes, read, whole

FILE = '[colour]\nRED = { id = "Merah", en = "Red" }\nBLUE = { id = "Biru", en = "Blue" }\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colour]\nRED = { id = "Merah" }\n', "en"),
        ('[colour]\nRED = { id = "Merah", en = "Red", shade = 1 }\n', "shade"),
        ('[made_of]\nall = { lists = ["nothing"] }\n', "nothing"),
        (FILE + '[made_of]\ncolour = { lists = ["colour"] }\n', "colour"),
    ],
)
def test_what_does_not_belong_in_a_list_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(NoList, match=said):
        read({"file.toml": text})


def test_a_list_stands_in_one_file() -> None:
    with pytest.raises(NoList, match="another file"):
        read({"a.toml": FILE, "b.toml": FILE})


def test_a_code_is_added_to_a_list_in_one_file() -> None:
    more = FILE + 'GREEN = { id = "Hijau", en = "Green" }\n[made_of]\nall = { lists = ["colour"] }\n'
    assert list(read({"a.toml": more})["all"]) == ["RED", "BLUE", "GREEN"]


def test_every_code_has_words_in_both_languages() -> None:
    wordless = [
        (name, code)
        for name, entries in whole().items()
        for code, entry in entries.items()
        if not entry.id.strip() or not entry.en.strip()
    ]
    assert wordless == []


def test_a_made_list_takes_the_shorter_words_where_a_code_has_them() -> None:
    assert codes("pmks_all")["ABH"].en == "Child in contact with the law"
    assert codes("pmks")["ABH"].en == "Child before the law"
    assert codes("pmks_listed")["TS"].en == "TS"
    assert "ODHA" not in codes("pmks")
    assert "ODHA" in codes("pmks_type")
