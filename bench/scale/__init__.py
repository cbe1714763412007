"""What an order costs, and from it what a number of orders a minute needs."""
