"""The kinds of record that plans and their gates read."""

from app.records.plan.acceptance import ACCEPTANCE
from app.records.plan.conference import CONFERENCE
from app.records.plan.device import DEVICE
from app.records.plan.extended_care import EXTENDED_CARE
from app.records.plan.goal import GOAL
from app.records.plan.income import INCOME
from app.records.plan.placement import PLACEMENT
from app.records.plan.review import REVIEW
from app.records.plan.safety_plan import SAFETY_PLAN
from app.records.plan.shelter import SHELTER
from app.records.plan.skills import SKILLS
from app.records.plan.work import WORK

KINDS = (
    GOAL,
    CONFERENCE,
    PLACEMENT,
    SHELTER,
    SAFETY_PLAN,
    EXTENDED_CARE,
    REVIEW,
    SKILLS,
    DEVICE,
    WORK,
    INCOME,
    ACCEPTANCE,
)
