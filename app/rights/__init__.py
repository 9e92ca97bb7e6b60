"""How long what is known of people is kept, what stops its end, and what a person is told of it."""
