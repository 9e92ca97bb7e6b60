"""A role added to the list and the table of capabilities: an account may hold it, and may what the table says."""

from tests import people


async def test_a_researcher_reads_figures_and_no_case(app, signed_in):
    await people.worker("ratna", "PENELITI")
    await people.worker("admin", "ADMIN")
    ratna, admin = await signed_in("ratna"), await signed_in("admin")
    form = (await admin.get("/admin/accounts/new")).text

    assert (await ratna.get("/reports/monthly")).status_code == 200
    assert (await ratna.get("/cases")).status_code == 403
    assert 'value="PENELITI"' in form and "Reads the monthly figures." in form
