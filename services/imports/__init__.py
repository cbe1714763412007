"""Catalogues in: products, variants and opening stock from a file."""
