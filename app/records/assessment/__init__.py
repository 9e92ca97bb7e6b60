"""What is found out about a client: assessments, needs, reports."""
