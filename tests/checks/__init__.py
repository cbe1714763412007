"""Every request and every answer of the tests, held against the document."""
