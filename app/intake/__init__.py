"""What comes before a case, or instead of one: referrals out, handovers, and events that bring many people at once."""
