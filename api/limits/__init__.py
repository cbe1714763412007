"""How much a caller may ask for in a minute, and how often somebody may guess a password."""
