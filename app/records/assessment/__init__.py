"""What is found out about a client: consent, assessments, safety, reports."""
