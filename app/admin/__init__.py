"""The administrator's desk: accounts of people, and the organisations they belong to."""
