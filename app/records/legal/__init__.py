"""What courts, corrections and other bodies report, and what is handed over between them and the division."""
