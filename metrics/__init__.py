"""What an operator sees of the running processes: counted in each, told by one on a private port.

Nothing of the app is imported here, so that the process that tells stays small.
Why so: docs/decisions/0024.
"""
