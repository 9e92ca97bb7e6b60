"""What the engine answers, in words: reasons, refusals, rules and facts."""
