"""Whom an address stands for: one host, or the network that somebody was given."""

from ipaddress import IPv6Address, IPv6Network, ip_address

GIVEN_BITS = 64
"""Of an IPv6 address; whoever has one has the rest of them, too (RFC 6177)."""


def partition_of(address: str | None) -> str:
    """Give what an address is counted as; what is none counts as one."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), GIVEN_BITS), strict=False))
