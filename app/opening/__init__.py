"""Opening a case: choices, checks, the form, and cases taken over from elsewhere."""
