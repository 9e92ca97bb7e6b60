"""Looking over everybody's shoulder: the audit log, for the auditor and the data protection officer."""
