"""The template compiler: every construct renders as Jinja renders it, and what it does not know it refuses."""

import traceback
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from app.web.i18n.catalogue import lazy
from app.web.pages.render import environment, templates
from app.web.templating import Library, Shelf, Unsupported, runtime

ODD = "<b> & \"x\" 'y'"
VALUES = (ODD, Markup("<b>"), lazy("<i>"), 3, None, 2.5, ["<u>"], type("S", (str,), {})("<s>"))


class Thing:
    name = ODD
    items = (1, 2)

    @property
    def broken(self) -> str:
        raise AttributeError("within")

    def __getitem__(self, key: str) -> str:
        return {"kept": "an item"}[key]


GIVEN: dict[str, Any] = {
    "odd": ODD,
    "safe": Markup("<i>"),
    "empty": "",
    "none": None,
    "n": 3,
    "thing": Thing(),
    "row": {"title": ODD, "items": 4, "class": "c"},
    "rows": [{"t": "a", "n": 1}, {"t": "b<", "n": 2}, {"n": 3}],
    "pairs": [("a", 1), ("b", 2)],
    "tree": [{"t": "a", "parts": [{"t": "b", "parts": []}]}, {"t": "c", "parts": []}],
    "twice": lambda x, sep="": f"{x}{sep}{x}",
}

SOURCES = {
    "text and values": "<p>{{ odd }}</p>{{ safe }}|{{ n }}|{{ none }}|{{ 'a<' }}|{{ 2.5 }}|{{ true }}",
    "attributes and items": (
        "{{ thing.name }}{{ thing.kept }}{{ row.title }}{{ row['title'] }}{{ row.class }}{{ pairs[0][1] }}"
        "{{ row.missing is defined }}{{ thing.broken is defined }}{{ row.nothing | default('x<') }}{{ odd[0:2] }}"
    ),
    "a method of a dict before its item": "{% for k, v in row.items() %}{{ k }}={{ v }};{% endfor %}",
    "joining": "{{ odd ~ n }}{{ odd ~ safe }}{% set x = odd ~ safe %}{{ x }}{% set y = odd ~ n %}{{ y }}",
    "branches": (
        "{% if n > 5 %}a{% elif n == 3 and row.title %}b{% else %}c{% endif %}{{ 'x' if none }}{{ 'y' if n else odd }}"
        "{% set z = thing.name if not n else row.title %}{{ z }}{{ none or odd }}{{ n and safe }}{{ not n }}"
    ),
    "comparing and counting": "{{ n + 1 - 2 * 3 }}{{ n / 2 }}{{ 1 < n < 5 }}{{ 'a' in odd }}{{ n not in (1, 2) }}{{ -n }}",
    "loops": (
        "{% for r in rows %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{{ r.t | default('-') }}"
        "{{ loop.first }}{{ loop.index0 }}{% endfor %}{% for r in [] %}x{% else %}none{% endfor %}"
        "{% for a, b in pairs if b > 1 %}{{ a }}{{ loop.index }}{% else %}none{% endfor %}"
        "{% for a in pairs if a[1] > 9 %}{{ a }}{% else %}none{% endfor %}"
    ),
    "what is set in a loop stays there": (
        "{% set x = 1 %}{% for r in rows %}{{ x }}{% if loop.index == 2 %}{% set x = 9 %}{% endif %}{{ x }}{% endfor %}{{ x }}"
        "{% set ns = namespace(n=0) %}{% for r in rows %}{% set ns.n = ns.n + r.n %}{% endfor %}{{ ns.n }}"
        "{% if false %}{% set late = 1 %}{% endif %}{{ late is defined }}"
    ),
    "recursion": "{% for o in tree recursive %}[{{ o.t }}{% if o.parts %}{{ loop(o.parts) }}{% endif %}]{% endfor %}",
    "macros": (
        "{% macro m(a, b='<d>', c=none, d=[1]) %}({{ a }}{{ b }}{{ c }}{{ d }}{{ odd }}){% endmacro %}"
        "{{ m(1) }}{{ m(odd, c=safe) }}{{ m(d=2, a=3, b=4) }}{% set x = m(1) %}{{ x }}{{ x | upper }}{{ m(1) if n }}"
        "{{ m(m(1)) }}{% macro p(a) %}{{ a is defined }}{{ q(a) }}{% endmacro %}{% macro q(a=5) %}{{ a }}{% endmacro %}{{ p(2) }}{{ p(a=n) }}"
    ),
    "callers": (
        "{% macro box(t) %}<{{ t }}>{{ caller() }}{{ caller() }}{% endmacro %}"
        "{% for r in rows %}{% call box(r.n) %}{{ r.n }}{{ odd }}{% set z = 1 %}{{ z }}{% endcall %}{% endfor %}"
    ),
    "blocks of text": "{% set x %}<b>{{ odd }}</b>{% endset %}{{ x }}{% with a = 1, b = odd %}{{ a }}{{ b }}{% endwith %}",
    "filters and tests": (
        "{{ [odd, 1] | join(', ') }}{{ [safe, odd] | join('<') }}{{ rows | length }}{{ rows | selectattr('n', 'gt', 1) | list | length }}"
        "{{ rows | map(attribute='n') | sum }}{{ odd | replace('x', '<') }}{{ odd | upper }}{{ ['b', 'a'] | sort | join }}"
        "{{ none is none }}{{ odd is string }}{{ n is odd }}{{ pairs | map('first') | list }}{{ row | dictsort }}{{ odd | urlencode }}{{ n | string }}"
    ),
    "calls": "{{ twice(odd, sep='-') }}{{ twice(n) }}{% set l = [1] %}{{ l }}{% do l.append(2) %}{{ l }}{{ l.pop() }}{{ l }}",
    "sentences": "{{ _('Sign in') }}{{ _('%(n)s <b>', n=odd) }}{% set s = _('Sign in') %}{{ s | upper }}{{ _(odd) }}",
    "a child": (
        "{% extends 'base' %}{% from 'lib' import badge, TONE as tone %}{% set own = n + 1 %}{% block title %}{{ own }}{% endblock %}"
        "{% block main %}{{ badge('x') }}{{ badge(odd, tone=tone) }}{% include 'part' %}"
        "{% for r in rows %}{% set it = r.n %}{% include 'part' %}{% endfor %}"
        "{% call badge('c') %}inner{% endcall %}{% endblock %}"
    ),
}
SHARED = {
    "base": (
        "{% macro menu() %}[{{ n }}]{% endmacro %}<title>{% block title %}t{% endblock %}</title>{{ menu() }}<h1>{{ self.title() }}</h1>"
        "{% block main %}{% block inner %}in{% endblock %}{% endblock %}{% block rest %}rest{% endblock %}"
    ),
    "lib": "{% set TONE = 'warn' %}{% macro badge(text, tone='ok') %}<i {{ tone }}>{{ text }}{{ n is defined }}{% if caller is defined %}{{ caller() }}{% endif %}</i>{% endmacro %}",
    "part": "({{ it | default('no') }}{{ own }}{{ badge('y') }})",
}
REFUSED = {
    "{% autoescape false %}x{% endautoescape %}": "Scope",
    "{% block b %}{{ super() }}{% endblock %}": "`super`",
    "{% macro m() %}{{ kwargs }}{% endmacro %}": "varargs or kwargs",
    "{% for x in [1] %}{{ loop.previtem }}{% endfor %}": "loop.previtem",
    "{% include name %}": "this `include`",
    "{% macro m(a) %}{% endmacro %}{{ m(b=1) }}": "the argument b of m",
    "{{ twice(*pairs) }}": "a call with * or **",
}


def _environment(sources: dict[str, str]) -> Environment:
    env = environment()
    env.loader = DictLoader(sources)
    return env


def _ours(env: Environment) -> Library:
    return Library(Shelf(env, {}), env.globals["_"])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SOURCES)
def test_a_construct_is_rendered_as_jinja_renders_it(name: str) -> None:
    env = _environment({name: SOURCES[name], **SHARED})
    assert _ours(env).render(name, GIVEN) == env.get_template(name).render(GIVEN)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_any_value_is_escaped_as_jinja_escapes_it(value: object) -> None:
    source = "{{ a }}|{{ a ~ b }}|{{ [a] | join(b) }}|{{ a | e }}|{% set c %}{{ a }}{% endset %}{{ c }}|{{ 'x' if b else a }}"
    env = _environment({"t": source})
    given = {"a": value, "b": "<&>"}
    assert _ours(env).render("t", given) == env.get_template("t").render(given)


def test_the_comparison_sees_a_value_that_is_not_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runtime.NAMES, "escape_text", str)  # type: ignore[arg-type]
    env = _environment({"t": "{{ odd }}"})
    assert _ours(env).render("t", GIVEN) != env.get_template("t").render(GIVEN)


def test_text_is_escaped_alike_where_markupsafe_lends_its_function_no_more() -> None:
    assert runtime._escape_text(ODD) == runtime.escape_text(ODD)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nothing }}",
        "{{ row.nothing }}",
        "{{ nothing.x }}",
        "{{ row.x.y }}",
        "{% for x in nothing %}{% endfor %}",
        "{% if nothing %}{% endif %}",
        "{{ nothing() }}",
        "{{ rows[7] }}",
        "{{ nothing | length }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
    ],
)
def test_what_is_not_there_complains_as_in_jinja(source: str) -> None:
    env = _environment({"t": source})
    assert env.undefined is StrictUndefined
    with pytest.raises(UndefinedError) as theirs:
        env.get_template("t").render(GIVEN)
    with pytest.raises(UndefinedError) as ours:
        _ours(env).render("t", GIVEN)
    assert str(ours.value) == str(theirs.value)


@pytest.mark.parametrize("source", REFUSED)
def test_what_the_compiler_does_not_know_is_refused_when_the_template_is_loaded(source: str) -> None:
    with pytest.raises(Unsupported, match=REFUSED[source].replace("*", r"\*")):
        _ours(_environment({"t": source})).get("t")


def test_a_fixed_sentence_is_translated_when_it_is_compiled() -> None:
    env = _environment({"t": """{{ _("Sign in") }}|{{ _("%(n)s days", n=3) }}|{{ _(name) }}"""})
    env.globals["_"] = lambda message: f"late {message}"
    ours = Library(Shelf(env, {}), {"Sign in": "Masuk <&>", "%(n)s days": "%(n)s hari"}.__getitem__)
    assert ours.render("t", {"name": "x"}) == "Masuk &lt;&amp;&gt;|3 hari|late x"


def test_a_fault_names_the_template_and_its_line() -> None:
    env = _environment({"t": "one\ntwo {{ n }}\n{{ twice() }}\nfour"})
    with pytest.raises(TypeError) as fault:
        _ours(env).render("t", GIVEN)
    frames = traceback.extract_tb(fault.value.__traceback__)
    assert ("t", 3) in [(frame.filename, frame.lineno) for frame in frames]


def test_every_template_of_the_product_is_compiled() -> None:
    templates().load_all()
