"""What was typed: told apart, given back, never shown to anybody else."""
