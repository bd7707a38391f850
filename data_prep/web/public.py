"""Which network addresses are public: those that a page of the world's web may come from.

Enters: an IP address as a socket names it. Leaves: whether it is public. Refuses nothing; what cannot be read is not public.
Source: the special-purpose registries of IANA (RFC 6890 and its updates). They are written out, for `ipaddress` judges
some of them differently from one Python to the next, and never looks at the IPv4 address inside of an IPv6 one.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network, unspecified
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a carrier's NAT
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local; clouds tell machines their secrets here
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # the old 6to4 relay
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, reserved, broadcast
        ),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")  # all that is given out as global unicast
_NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))  # Teredo is in the first
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether a socket's address is public; an IPv4 address inside of an IPv6 one has to be public too."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    if ip.scope_id is not None:
        return False
    inside = _inside(ip)
    if inside is not None and not is_public(str(inside)):
        return False
    if ip.ipv4_mapped or ip in _NAT64:
        return True
    return ip in _PUBLIC_6 and not any(ip in network for network in _NOT_PUBLIC_6)


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, NAT64, ISATAP."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    low = int(ip) & 0xFFFFFFFF
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(low)
    return None
