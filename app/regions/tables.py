"""The administrative regions of the province, as the Home Ministry codes them."""

from piccolo.columns import Date, Varchar
from piccolo.table import Table


class Region(Table, tablename="regions"):
    """One region; ``code`` is dotted: ``36``, ``36.04``, ``36.04.01``, ``36.04.01.2001``."""

    code = Varchar(length=13, primary_key=True)
    name = Varchar(length=100, null=False)
    level = Varchar(length=10, null=False)  # PROVINSI, KABKOTA, KECAMATAN, DESA
    parent = Varchar(length=13, null=True, default=None)
    bps_code = Varchar(length=13, null=True, default=None)
    valid_from = Date(null=True, default=None)
    valid_to = Date(null=True, default=None)


INDEXES = ("CREATE INDEX regions_parent ON regions (parent, name)",)
UNGUARDED = {"regions": "the state's list of places, loaded anew with each version"}
