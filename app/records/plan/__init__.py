"""What is planned with a client: goals, conferences, placement, skills training."""
