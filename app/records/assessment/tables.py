"""What is found out about a client: consent, assessments, safety, reports. Every row is one record."""

from piccolo.columns import Boolean, Date, Integer, Text, Varchar
from piccolo.table import Table

from app.records.kind import RecordRow


class Consent(RecordRow, Table, tablename="consents"):
    """Consent that was given, refused or withdrawn, or the lawful exception in its place."""

    status = Varchar(length=10, null=False)  # DIBERIKAN, DITOLAK, DICABUT
    basis = Varchar(length=10, null=False)
    exception = Varchar(length=30, null=False, default="")
    repair_by = Date(null=True, default=None)
    giver_name = Varchar(length=200, null=False, default="")
    giver_relation = Varchar(length=30, null=False, default="")
    scope = Varchar(length=120, null=False, default="")  # codes, comma-separated
    manner = Varchar(length=12, null=False, default="")
    expires_on = Date(null=True, default=None)
    assent = Boolean(null=True, default=None)  # the child's own; None: not asked
    assent_note = Varchar(length=1000, null=False, default="")
    reason = Varchar(length=1000, null=False, default="")
    note = Text(null=False, default="")


class AssessmentResult(RecordRow, Table, tablename="assessment_results"):
    """What the assessment came to, signed or still a draft."""

    problem = Text(null=False)
    strengths = Text(null=False, default="")
    needs = Text(null=False, default="")
    recommendation = Text(null=False, default="")
    eligible = Boolean(null=False)
    eligible_reason = Varchar(length=1000, null=False, default="")
    needs_residential = Boolean(null=False)
    residential_reason = Varchar(length=1000, null=False, default="")
    family_known = Boolean(null=False)
    level_proposed = Varchar(length=10, null=False, default="")  # PROVINSI, KABKOTA, PUSAT
    referral_target = Varchar(length=30, null=False, default="")
    signed = Boolean(null=False)
    signed_on = Date(null=True, default=None)
    instrument_version = Integer(null=False, default=1)
    answers = Text(null=False, default="{}")  # JSON: the single answers behind the result


class Readiness(RecordRow, Table, tablename="readiness_assessments"):
    """One IKPB sheet of a former inmate. A domain is 0 to 4, or empty when it was not answered."""

    instrument_version = Integer(null=False)
    point = Varchar(length=5, null=False)  # T-6 … T+12
    d1 = Integer(null=True, default=None)  # identity and papers
    d2 = Integer(null=True, default=None)  # housing
    d3 = Integer(null=True, default=None)  # acceptance by the family
    d4 = Integer(null=True, default=None)  # acceptance by the neighbourhood
    d5 = Integer(null=True, default=None)  # work and income
    d6 = Integer(null=True, default=None)  # skills and education
    d7 = Integer(null=True, default=None)  # physical and mental health
    d8 = Integer(null=True, default=None)  # addictive substances
    d9 = Integer(null=True, default=None)  # attitude and self-control
    d10 = Integer(null=True, default=None)  # plan and compliance
    housing_by_family = Boolean(null=False)
    sources = Varchar(length=120, null=False)  # codes, comma-separated
    manner = Varchar(length=20, null=False, default="")
    officer = Varchar(length=200, null=False, default="")  # the Bapas officer who took part
    answered = Integer(null=False)
    score = Integer(null=True, default=None)  # tenths of a point, 0 to 1000
    band = Varchar(length=20, null=False)
    caps = Varchar(length=60, null=False, default="")  # rules that held the band down, comma-separated
    answers = Text(null=False, default="{}")  # JSON: the single answers behind the levels
    note = Text(null=False, default="")


class SocialFunctioning(RecordRow, Table, tablename="social_functioning"):
    """The rating before and after, common to all types: three aspects, 0 to 4 each."""

    instrument_version = Integer(null=False)
    point = Varchar(length=12, null=False)
    basic_needs = Integer(null=False)
    social_role = Integer(null=False)
    problem_solving = Integer(null=False)
    score = Integer(null=False)  # tenths of a point, 0 to 120
    band = Varchar(length=20, null=False)
    note = Text(null=False, default="")


class SafetyCheck(RecordRow, Table, tablename="safety_checks"):
    """Whether the client is safe now, and what was done about it."""

    safety = Varchar(length=12, null=False)  # AMAN, TIDAK_AMAN
    threat = Text(null=False, default="")
    offender_near = Boolean(null=True, default=None)
    safe_place = Boolean(null=False)
    actions = Text(null=False, default="")
    informed = Varchar(length=200, null=False, default="")
    next_check_on = Date(null=True, default=None)


class RiskClass(RecordRow, Table, tablename="risk_classes"):
    """A risk class worked out by corrections. It is taken over, never computed here."""

    rri_class = Varchar(length=10, null=False)
    assessed_on = Date(null=False, default=None)
    instrument = Varchar(length=60, null=False)
    instrument_version = Varchar(length=40, null=False, default="")
    issued_by = Varchar(length=200, null=False)
    letter_number = Varchar(length=100, null=False, default="")
    needs = Varchar(length=200, null=False, default="")  # criminogenic needs, codes, comma-separated
    recommendation = Text(null=False, default="")


class SocialReport(RecordRow, Table, tablename="social_reports"):
    """The social worker's report for police, prosecutor or court."""

    done = Boolean(null=False)
    number = Varchar(length=100, null=False, default="")
    requested_by = Varchar(length=200, null=False, default="")
    requested_on = Date(null=True, default=None)
    submitted_to = Varchar(length=200, null=False, default="")
    submitted_on = Date(null=True, default=None)
    family = Text(null=False, default="")
    circumstances = Text(null=False, default="")
    recommendation = Text(null=False, default="")


class FamilyTracing(RecordRow, Table, tablename="family_tracings"):
    """One effort to find a child's family."""

    effort = Integer(null=False)  # 1, 2, 3 … of the case
    method = Varchar(length=20, null=False)
    place = Varchar(length=500, null=False, default="")
    contacted = Varchar(length=300, null=False, default="")
    result = Varchar(length=20, null=False)  # TIDAK_DITEMUKAN, PETUNJUK, DITEMUKAN
    person = Varchar(length=200, null=False, default="")
    relation = Varchar(length=30, null=False, default="")
    willing = Boolean(null=True, default=None)  # to care for the child; None: not asked
    next_step = Varchar(length=1000, null=False, default="")
    note = Text(null=False, default="")


class FamilyCapacity(RecordRow, Table, tablename="family_capacities"):
    """Whether a family can care for its child, and what it would need."""

    family_capacity = Varchar(length=20, null=False)  # MAMPU, MAMPU_DUKUNGAN, BELUM_MAMPU
    carer_name = Varchar(length=200, null=False, default="")
    carer_relation = Varchar(length=30, null=False, default="")
    willing = Boolean(null=False)
    home = Text(null=False, default="")
    income = Text(null=False, default="")
    support = Text(null=False, default="")
    risks = Text(null=False, default="")
    visited_on = Date(null=True, default=None)


class Outreach(RecordRow, Table, tablename="outreach_contacts"):
    """One contact with a child on the street."""

    contact = Integer(null=False)  # 1, 2, 3 … of those where the child was met
    met = Boolean(null=False)
    place = Varchar(length=300, null=False)
    street_group = Varchar(length=10, null=False)  # RENTAN, BEKERJA, HIDUP
    company = Varchar(length=12, null=False, default="")
    activity = Varchar(length=1000, null=False, default="")
    willing = Boolean(null=True, default=None)  # to meet again; None: not asked
    next_step = Varchar(length=1000, null=False, default="")
    note = Text(null=False, default="")


class StreetStatus(RecordRow, Table, tablename="street_statuses"):
    """Whether a child is on the street, and since when it is not."""

    street_presence = Varchar(length=10, null=False)  # TIDAK, KADANG, SERING
    off_street_since = Date(null=True, default=None)
    told_by = Varchar(length=300, null=False)
    at_school = Boolean(null=True, default=None)
    note = Text(null=False, default="")


class DailyLiving(RecordRow, Table, tablename="daily_living_ratings"):
    """What a person does alone in daily life: six activities, 0 to 4 each, and what aids are lacking."""

    instrument_version = Integer(null=False)
    point = Varchar(length=12, null=False)
    eating = Integer(null=False)
    bathing = Integer(null=False)
    dressing = Integer(null=False)
    toilet = Integer(null=False)
    moving = Integer(null=False)
    communicating = Integer(null=False)
    score = Integer(null=False)  # tenths of a point, 0 to 240
    band = Varchar(length=20, null=False)
    kinds = Varchar(length=120, null=False, default="")  # of disability, codes, comma-separated
    device_needed = Boolean(null=False)
    devices = Varchar(length=300, null=False, default="")
    note = Text(null=False, default="")


class Protection(RecordRow, Table, tablename="protection_decisions"):
    """The decision on a child victim's safety: who is suspected, who is safe, where the child stays."""

    suspect = Varchar(length=20, null=False)
    safe_guardian = Boolean(null=False)
    safe_guardian_name = Varchar(length=200, null=False, default="")
    place_kind = Varchar(length=15, null=False)
    location_hidden = Boolean(null=False)
    hidden_from = Varchar(length=300, null=False, default="")
    informed = Varchar(length=300, null=False)
    reasons = Text(null=False)


class ProtectionGroup(RecordRow, Table, tablename="protection_groups"):
    """Which group of special protection a child belongs to, and that no specific type fits better."""

    ampk_group = Varchar(length=20, null=False)
    specific_type = Boolean(null=False)
    type_reason = Varchar(length=1000, null=False, default="")
    needs = Text(null=False)


class Need(RecordRow, Table, tablename="needs_stated"):
    """Whether a client asks for help, and with what."""

    wanted = Boolean(null=False)
    areas = Varchar(length=160, null=False, default="")  # codes, comma-separated
    grounds = Varchar(length=60, null=False, default="")  # codes, comma-separated
    words = Text(null=False, default="")


class BasicNeeds(RecordRow, Table, tablename="basic_needs"):
    """Which services of the minimum standard a client needs, and which are met."""

    needed = Varchar(length=250, null=False)  # codes, comma-separated
    met = Varchar(length=250, null=False, default="")  # codes, comma-separated
    note = Text(null=False, default="")


class ElderScreen(RecordRow, Table, tablename="elder_screens"):
    """The first look at an older person, and what speaks against an institution."""

    on_street = Boolean(null=False)
    ill = Boolean(null=False)
    self_care = Boolean(null=False)
    exclusion = Varchar(length=20, null=False)
    refer_to = Varchar(length=30, null=False, default="")
    note = Text(null=False, default="")


class DisabilityKind(RecordRow, Table, tablename="disabilities"):
    """The kinds of disability, and what comes before the social service."""

    kinds = Varchar(length=120, null=False)  # codes, comma-separated
    kind = Varchar(length=12, null=False)  # one for all of them
    long_term = Boolean(null=False)
    communicates = Boolean(null=False)
    communication = Varchar(length=500, null=False, default="")
    treatment_first = Boolean(null=False)
    barriers = Text(null=False, default="")
    card = Boolean(null=True, default=None)


class HealthReferral(RecordRow, Table, tablename="health_referrals"):
    """That a health service was offered, and how it stands. Results have no column."""

    purpose = Varchar(length=20, null=False)
    status = Varchar(length=15, null=False)
    referred_to = Varchar(length=30, null=False, default="")
    referred_on = Date(null=True, default=None)
    letter_number = Varchar(length=60, null=False, default="")


class TraffickingScreen(RecordRow, Table, tablename="trafficking_screens"):
    """One screen for trafficking: every answer is YA, TIDAK or BELUM_JELAS."""

    in_safety = Boolean(null=False)
    moved = Varchar(length=12, null=False)
    force = Varchar(length=12, null=False)
    deceit = Varchar(length=12, null=False)
    debt = Varchar(length=12, null=False)
    papers = Varchar(length=12, null=False)
    confined = Varchar(length=12, null=False)
    power = Varchar(length=12, null=False)
    forced_work = Varchar(length=12, null=False)
    sexual = Varchar(length=12, null=False)
    begging = Varchar(length=12, null=False)
    other_use = Varchar(length=12, null=False)
    suspicion = Boolean(null=True, default=None)  # the worker's own; None: not said
    words = Text(null=False, default="")
    result = Varchar(length=20, null=False)  # TIDAK_TERINDIKASI, PERLU_DIDALAMI, TERINDIKASI


class HealthScreen(RecordRow, Table, tablename="health_screens"):
    """The first look at somebody's health: who has to see them. No finding has a column."""

    eats_and_walks = Boolean(null=False)
    oriented = Boolean(null=False)
    health_need = Varchar(length=12, null=False)
    fit_to_travel = Boolean(null=False)
    screened_by = Varchar(length=200, null=False, default="")


class VictimService(RecordRow, Table, tablename="victim_services"):
    """The request for a trafficking victim's rehabilitation, and the days it was answered on."""

    requested_on = Date(null=False, default=None)
    requested_by = Varchar(length=12, null=False)
    first_aid_on = Date(null=True, default=None)
    first_aid_by = Varchar(length=200, null=False, default="")
    started_on = Date(null=True, default=None)
    provider = Varchar(length=200, null=False, default="")
    note = Text(null=False, default="")


class BeggingScreen(RecordRow, Table, tablename="begging_screens"):
    """For whom a client begs, and who was used."""

    exploitation = Varchar(length=15, null=False)
    with_child = Boolean(null=False)
    child_of_client = Boolean(null=True, default=None)
    child_safe = Varchar(length=1000, null=False, default="")
    with_disabled = Boolean(null=False)
    takes_money = Varchar(length=300, null=False, default="")
    transport = Varchar(length=300, null=False, default="")
    note = Text(null=False, default="")


_RECORDS = (
    "consents",
    "assessment_results",
    "readiness_assessments",
    "social_functioning",
    "safety_checks",
    "risk_classes",
    "social_reports",
    "family_tracings",
    "family_capacities",
    "outreach_contacts",
    "street_statuses",
    "daily_living_ratings",
    "protection_decisions",
    "protection_groups",
    "needs_stated",
    "elder_screens",
    "disabilities",
    "health_referrals",
    "trafficking_screens",
    "health_screens",
    "victim_services",
    "begging_screens",
    "basic_needs",
)
INDEXES = tuple(f'CREATE INDEX {table}_case ON {table} ("case", recorded_at)' for table in _RECORDS)
APPEND_ONLY = _RECORDS
