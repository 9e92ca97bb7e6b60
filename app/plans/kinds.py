"""The kinds of record that plans and their gates read."""

from app.plans.acceptance import ACCEPTANCE
from app.plans.conference import CONFERENCE
from app.plans.device import DEVICE
from app.plans.extended_care import EXTENDED_CARE
from app.plans.goal import GOAL
from app.plans.income import INCOME
from app.plans.placement import PLACEMENT
from app.plans.review import REVIEW
from app.plans.safety_plan import SAFETY_PLAN
from app.plans.shelter import SHELTER
from app.plans.skills import SKILLS
from app.plans.work import WORK

KINDS = (
    GOAL, CONFERENCE, PLACEMENT, SHELTER, SAFETY_PLAN, EXTENDED_CARE, REVIEW, SKILLS, DEVICE, WORK, INCOME, ACCEPTANCE,
)  # fmt: skip
