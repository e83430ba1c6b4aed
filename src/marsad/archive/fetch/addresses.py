"""Which addresses are public: the rest are this machine, its neighbours and whatever answers only inside.

Python's `is_global` says yes to NAT64, 6to4 and IPv4-compatible forms of 127.0.0.1 and to multicast, so what may be
reached is listed here instead, after IANA's special-purpose registries (RFC 6890 and its updates).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_INSIDE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    )
)  # fmt: skip
_UNICAST_6 = IPv6Network("2000::/3")
"""All that is assigned to the public so far; mapped, compatible, local and multicast addresses lie outside."""
_INSIDE_6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}
"""Upper half of an interface identifier whose lower half is an IPv4 address (RFC 5214)."""


def is_public(address: str) -> bool:
    """Whether an IP address, as text, may be connected to; what is no address is not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _public_4(parsed) if isinstance(parsed, IPv4Address) else _public_6(parsed)


def _public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _INSIDE_4)


def _public_6(address: IPv6Address) -> bool:
    """A network that speaks IPv6 alone gives IPv4 sites addresses of NAT64; these are what their IPv4 address is."""
    if address in _NAT64:
        return _public_4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in _UNICAST_6 or any(address in network for network in _INSIDE_6):
        return False
    return (int(address) >> 32) & 0xFFFFFFFF not in _ISATAP
