"""Regions: provinces, kabupaten and kota, kecamatan, villages; and choosing one."""
