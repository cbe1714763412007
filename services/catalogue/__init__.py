"""What is sold: kinds, products, variants."""
