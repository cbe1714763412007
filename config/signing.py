"""The key pairs that tokens are signed with, made from the secrets: nobody has to keep a table.

Every process that knows the same secrets signs and checks alike. Why: docs/decisions/0019.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "EdDSA"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An Ed25519 key pair (RFC 8037); `kid` is the thumbprint of its public half (RFC 7638)."""

    kid: str
    private: Ed25519PrivateKey = field(repr=False)
    public: Ed25519PublicKey
    jwk: dict[str, str]
    """The public half as JSON (RFC 7517)."""


class SigningKeys:
    """The key pair of each secret that counts; the first one signs."""

    def __init__(self, seeds: Iterable[bytes]) -> None:
        pairs = [_pair(seed) for seed in seeds]
        self.current = pairs[0]
        self._by_kid = {pair.kid: pair for pair in pairs}

    def public(self, kid: object) -> Ed25519PublicKey:
        """Give the key to check with; KeyError for one that is none of ours."""
        return self._by_kid[str(kid)].public

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """Give the public halves as a JWK Set, the one that signs first."""
        return {"keys": [pair.jwk for pair in self._by_kid.values()]}


def _pair(seed: bytes) -> KeyPair:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key()
    needed = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(public.public_bytes_raw())}
    kid = _base64url(hashlib.sha256(orjson.dumps(needed)).digest())  # members in their order
    return KeyPair(kid, private, public, {**needed, "kid": kid, "use": "sig", "alg": ALGORITHM})


def _base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
