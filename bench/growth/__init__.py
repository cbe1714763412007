"""What a request costs as a shop grows, from a thousand products and orders to a million.

`python -m bench.growth` fills a database for each size and sends the same requests to all, in turn.
"""
