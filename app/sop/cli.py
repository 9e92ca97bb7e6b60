"""`pulih sop …`: prove, list, show and draw the journeys as they stand in their files."""

import sys
from pathlib import Path

import click

from app.explain.reasons import Said
from app.sop import views
from app.web.i18n import catalogue
from app.web.pages.render import label
from workflows.checks import check as problems_of
from workflows.definition import SOP, Definition, Unreadable, decode, load_all
from workflows.drawing.diagram import mermaid, svg

LANGUAGE = click.option(
    "--language", default="id", type=click.Choice(list(catalogue.LANGUAGES)), show_default=True
)


@click.group()
def sop() -> None:
    """Journeys (SOP): check, list, show, draw."""


@sop.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Prove definition FILES, by default all that come with the product; one line each."""
    faults = sum(_checked(path) for path in files or sorted(SOP.glob("*.toml")))
    if faults:
        click.echo(f"{faults} faults.", err=True)
        sys.exit(1)


def _checked(path: Path) -> int:
    """Print what a file's check found; return how many faults."""
    try:
        defn = decode(path.read_bytes())
    except Unreadable as fault:
        click.echo(f"{path.name}: {fault.path or 'file'}: {fault.sentence}")
        return 1
    problems = problems_of(defn)
    for problem in problems:
        click.echo(f"{path.name}: {problem.path}: {problem.sentence}")
    if not problems:
        click.echo(f"{path.name}: {defn.meta.id} version {defn.meta.version} holds; {_counts(defn)}")
    return len(problems)


def _counts(defn: Definition) -> str:
    return f"{len(defn.stages)} stages, {len(defn.task)} tasks, {len(defn.moves)} moves, {len(defn.clocks)} clocks."


@sop.command("list")
@LANGUAGE
def every(language: str) -> None:
    """List the journeys that come with the product."""
    catalogue.use(language)
    for defn in load_all().values():
        meta = defn.meta
        click.echo(
            f"{meta.id:8} v{meta.version}  {meta.effective_from}  {defn.digest[:12]}  {label(meta.title)}"
        )


@sop.command()
@click.argument("type_", metavar="TYPE")
@LANGUAGE
def show(type_: str, language: str) -> None:
    """Print the stages, tasks, times and moves of TYPE."""
    defn = _named(type_)
    catalogue.use(language)
    click.echo(f"{label(defn.meta.title)} ({defn.meta.id}, version {defn.meta.version})")
    for stage in views.stages(defn):
        click.echo(f"\n{stage.title} [{stage.id}] {stage.limit}")
        for task in stage.tasks:
            often = f", {task.often}" if task.often else ""
            click.echo(f"  · {task.title}: {task.need}; {task.proof}{often} ({task.who})")
        _print_moves(stage.moves)
    click.echo("")
    _print_moves(views.general(defn))


def _print_moves(moves: list[views.MoveLine] | tuple[views.MoveLine, ...]) -> None:
    for move in moves:
        click.echo(f"  → {move.title}: {move.to} ({move.who})")
        for condition in move.conditions:
            _print_rule(condition, 6)


def _print_rule(rule: Said, indent: int) -> None:
    click.echo(f"{' ' * indent}- {rule.text}")
    for part in rule.parts:
        _print_rule(part, indent + 2)


@sop.command()
@click.argument("type_", metavar="TYPE")
@click.option("--svg", "as_svg", is_flag=True, help="Write an SVG instead of Mermaid.")
@LANGUAGE
def diagram(type_: str, language: str, *, as_svg: bool) -> None:
    """Draw TYPE on standard output."""
    draw = svg if as_svg else mermaid
    click.echo(draw(_named(type_), "en" if language == "en" else "id"), nl=False)


def _named(name: str) -> Definition:
    journeys = load_all()
    if name.upper() not in journeys:
        raise click.ClickException(f"no journey {name}; there is: {', '.join(journeys)}")
    return journeys[name.upper()]


COMMANDS = (sop,)
