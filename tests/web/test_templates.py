"""Templates keep the content policy: nothing inline, nothing unescaped, nothing that needs eval."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CSS = (TEMPLATES.parent / "static" / "app.css").read_text(encoding="utf-8")
FILES = sorted(TEMPLATES.rglob("*.html"))

IN_JINJA = {"unescaped output": r"\|\s*safe\b", "autoescape switched off": r"autoescape\s+false"}
IN_MARKUP = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "hx-on": r"\b(data-)?hx-on\b",
    "a javascript: or js: value": r"""["'](javascript|js):""",
    "a trigger filter, which needs eval": r"""hx-trigger(:\w+)?\s*=\s*["'][^"']*\[""",
    "hx-vals that may be computed": r"""hx-(vals|headers)\s*=\s*["']js""",
    "an address of another host": r"""(src|href|action)\s*=\s*["'](https?:)?//""",
    "a form without a method": r"<form(?![^>]*\smethod=)",
}
ALLOWED: dict[str, set[str]] = {}
"""Template → rules it may break, with the reason beside it."""


def _plain(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_keeps_the_content_policy(path: Path) -> None:
    excused = ALLOWED.get(str(path.relative_to(TEMPLATES)), set())
    text = _plain(path)
    markup = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    broken = [
        rule for rule, pattern in IN_MARKUP.items() if re.search(pattern, markup) and rule not in excused
    ]
    broken += [rule for rule, pattern in IN_JINJA.items() if re.search(pattern, text) and rule not in excused]
    assert not broken


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_posting_form_proves_where_it_comes_from(path: Path) -> None:
    forms = re.findall(
        r"<form\b[^>]*method=\"post\".*?</form>", _plain(path), flags=re.DOTALL | re.IGNORECASE
    )
    unproved = [form[:80] for form in forms if "form_head(" not in form and "csrf(" not in form]
    assert not unproved


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_class_a_template_names_exists_in_the_style_sheet(path: Path) -> None:
    named = re.findall(r'class="([^"{%]*)"', _plain(path))
    unknown = {name for names in named for name in names.split()} - set(
        re.findall(r"\.([a-z][a-z0-9-]*)", CSS)
    )
    assert not unknown


def test_the_lint_itself_sees_what_it_forbids() -> None:
    samples = {
        "a style attribute": '<p style="color:red">',
        "a style element": "<style>p{}</style>",
        "an inline script": "<script>alert(1)</script>",
        "an event handler": '<a href="#" onclick="x()">',
        "hx-on": '<p hx-on:click="x()">',
        "a javascript: or js: value": '<a href="javascript:x()">',
        "a trigger filter, which needs eval": '<p hx-trigger="click[ctrlKey]">',
        "hx-vals that may be computed": "<p hx-vals='js:{}'>",
        "unescaped output": "{{ x | safe }}",
        "autoescape switched off": "{% autoescape false %}",
        "an address of another host": '<img src="https://x.example/a.png">',
        "a form without a method": '<form action="/x">',
    }
    rules = {**IN_MARKUP, **IN_JINJA}
    assert {rule for rule, sample in samples.items() if re.search(rules[rule], sample)} == set(rules)


LONGEST = 160
SENTENCE = re.compile(r"""^\s*"[^"]*"[,)]""")


def too_long(text: str) -> list[int]:
    """Number the lines that are too long to read; a sentence that stands alone cannot be broken."""
    lines = enumerate(text.splitlines(), 1)
    return [number for number, line in lines if len(line) > LONGEST and not SENTENCE.match(line)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_line_of_a_template_is_too_long_to_read(path: Path) -> None:
    assert too_long(path.read_text(encoding="utf-8")) == []


def test_a_long_line_is_noticed_unless_it_is_one_sentence() -> None:
    assert too_long(f"<p>\n<p>{'word ' * 40}</p>") == [2]
    assert too_long(f'{{{{ _(\n  "{"word " * 40}") }}}}') == []


LANGUAGE_CHANGES = ("accounts:language", "accounts:sign_in")
"""Forms after which the page may be in another language: a boosted answer would keep the old `lang` of the document."""


def boosted_language_forms(source: str) -> list[str]:
    forms = [
        form
        for form in re.findall(r"<form\b[^>]*>", source)
        if any(name in form for name in LANGUAGE_CHANGES)
    ]
    return [form for form in forms if 'hx-boost="false"' not in form]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_form_that_may_change_the_language_loads_the_whole_document(path):
    assert not boosted_language_forms(path.read_text(encoding="utf-8"))


def test_a_boosted_form_that_changes_the_language_is_found():
    assert boosted_language_forms("""<form method="post" action="{{ url("accounts:language") }}">""")
