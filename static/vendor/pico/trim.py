"""Cut Pico CSS down to the parts that Pulih uses: `python trim.py pico.classless.css > pico-2.1.1.trimmed.css`.

Only whole sections, whole @media blocks and unused custom properties go; no rule is rewritten. Colours,
landmarks, navigation and cards are app.css's own.
"""

import re
import sys

DROPPED_SECTIONS = {  # by the title in the section's comment
    "Landmarks", "Section", "Code", "Figure", "Input type color", "Input type range", "Input type search",
    "Card (<article>)", 'Group ([role="group"], [role="search"])', "Loading ([aria-busy=true])", "Modal (<dialog>)",
    "Nav", "Progress", "Tooltip ([data-tooltip])", "Embedded content", "Accordion (<details>)",
}  # fmt: skip
DROPPED_PROPERTIES = re.compile(
    r"\s*--pico-(switch|range|tooltip|modal|progress|code|card|contrast|secondary|accordion|loading|group|nav|"
    r"icon-(valid|loading|search|close|minus)|blockquote|mark|ins|del|h[1-6])[a-z-]*:"
    r"(\"[^\"]*\"|[^;\"])*;"
)
SECTION = re.compile(r"/\*\*\n \* (.*?)\n(?: \*.*\n)*? ?\*/\n", re.MULTILINE)


def sections(css: str) -> list[tuple[str, str]]:
    """Split at the section comments into (title, text)."""
    marks = list(SECTION.finditer(css))
    ends = [mark.start() for mark in marks[1:]] + [len(css)]
    return [(mark[1], css[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def without_block(css: str, opening: str) -> str:
    """Remove every brace block that starts with *opening*."""
    while (start := css.find(opening)) >= 0:
        depth, at = 0, css.index("{", start)
        for at in range(at, len(css)):
            depth += {"{": 1, "}": -1}.get(css[at], 0)
            if depth == 0:
                break
        css = css[:start] + css[at + 1 :]
    return css


def small(css: str) -> str:
    """Drop comments and the white space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").replace(": ", ":").strip()


def trim(css: str) -> str:
    """Return the trimmed sheet, with Pico's own licence line on top."""
    kept = "".join(text for title, text in sections(css) if title not in DROPPED_SECTIONS)
    for width in ("576px", "768px", "1024px", "1280px", "1536px"):
        kept = without_block(kept, f"@media (min-width: {width})")
    for dark in ("@media only screen and (prefers-color-scheme: dark)", "\n[data-theme=dark]"):
        kept = without_block(kept, dark)
    kept = DROPPED_PROPERTIES.sub("", kept)
    licence = (
        "/*! Pico CSS v2.1.1 (https://picocss.com), trimmed. Copyright 2019-2025, MIT: see LICENSE.md */"
    )
    return f'@charset "UTF-8";{licence}\n{small(kept)}\n'


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as sheet:
        sys.stdout.write(trim(sheet.read()))
