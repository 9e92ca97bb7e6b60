"""Words that would tell why somebody is referred to the national level. None of them may be kept. Pure."""

import re

_TELLING = re.compile(
    r"hiv|\baids?\b|odha|napza|narkot|narkob|sabu|putaw|heroin|ganja|pecandu|kecanduan|adik(si|tif)|madat|rehab\w*\s+zat"
    r"|drugs?\b|ipwl|\bbnn[pk]?\b|\bvct\b|\barv\b|methadon|metadon|\bpositif\b|\bpositive\b",
    re.IGNORECASE,
)


def tells_why(text: str) -> bool:
    """Tell whether *text* lets the reader guess a diagnosis or a dependence."""
    return bool(_TELLING.search(text))
