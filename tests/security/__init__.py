"""What the server promises on the open internet: one test per promise, grouped by what is sent."""
