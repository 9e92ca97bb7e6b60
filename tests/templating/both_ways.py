"""Rendering each template by Jinja too, and comparing: the compiler may not differ by one byte."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.web.i18n import catalogue
from app.web.pages import render
from app.web.pages.compiled_templates import CompiledTemplates


def compare_all(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Render everything both ways from here on; return the set that gathers which templates were compared."""
    compared: set[str] = set()
    env = render.environment()
    env.globals["new_key"] = lambda: "one key"
    both = CompiledTemplates(env, render._FILTERS)

    def rendered(
        self: Any, language: str, template: str, values: Mapping[str, Any], *, block: str = ""
    ) -> str:
        with catalogue.speaking(language):
            by_jinja = env.get_template(template).render(values)
        ours = CompiledTemplates.really_render(both, language, template, values, block=block)  # type: ignore[attr-defined]
        assert ours == by_jinja or (block and str(ours).strip() in by_jinja), template
        compared.add(template)
        return str(ours)

    monkeypatch.setattr(CompiledTemplates, "really_render", CompiledTemplates.render, raising=False)
    monkeypatch.setattr(CompiledTemplates, "render", rendered)
    return compared
