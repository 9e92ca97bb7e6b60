"""Fonts for names that are not in Latin letters: each comes with the product, and is read only where a text needs it."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u31a0-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]"
)
_OTHER = re.compile(r"[\u0530-\u05ff\u0700-\u074f\u0780-\u08ff\u0900-\u10ff\u1200-\u1cff\ua000-\uabff]")
_PACKAGES = ((_ARABIC, "fontpkg_noto_sans_arabic"), (_EAST_ASIAN, "justmytype_intl_cjk"))


def folders(text: str) -> list[Path]:
    """Return the folders of the fonts that a text needs beside the one it is set in."""
    return [_folder(package) for script, package in _PACKAGES if script.search(text)]


def needs_others(text: str) -> bool:
    """Tell whether a text holds letters for which only fonts of the machine can help."""
    return bool(_OTHER.search(text))


@cache
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{package} is not installed: make anew what requirements.lock names")
    return Path(spec.submodule_search_locations[0])
