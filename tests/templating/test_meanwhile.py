"""Templates are compiled in a thread of their own while the first pages are asked for."""

from jinja2 import DictLoader, Environment

from app.web.templating import Shelf


def test_a_template_that_is_compiled_while_another_is_looked_at_disturbs_nobody():
    shelf = Shelf(Environment(loader=DictLoader({"one": "1", "two": "2"}), autoescape=True), {})

    def looked_at() -> bool:
        shelf.get("two")  # as the other thread would at this very moment
        return True

    shelf.get("one")
    shelf._current["one"] = looked_at

    assert shelf.is_current()
