"""The kinds of record that plans and their gates read."""

from app.plans.conference import CONFERENCE
from app.plans.device import DEVICE
from app.plans.extended_care import EXTENDED_CARE
from app.plans.goal import GOAL
from app.plans.placement import PLACEMENT
from app.plans.skills import SKILLS

KINDS = (GOAL, CONFERENCE, PLACEMENT, EXTENDED_CARE, SKILLS, DEVICE)
