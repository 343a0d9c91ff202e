"""What the fields of the hash chain and of signed heads mean; part of the glossary."""

from __future__ import annotations

EVIDENCE_MEANINGS = {
    "LedgerVerification.head": "The end of the hash chain.",
    "LedgerVerification.heads": "Signed heads that agree with the chain.",
    "LedgerVerification.events": "Events that the chain holds.",
    "foreign_heads": "Those of them that another key signed than the one of this installation.",
    "first_bad_position": "The first event that is not as it was; if chain and events were changed "
    "together, the first that no good head vouches for. Null when all is well.",
    "problem": "What contradicts, in words; null when all is well.",
    "hash": "SHA-256 of this event and of all before it, in hexadecimal.",
    "ChainPoint.events": "Events up to and with this one.",
    "Head.events": "Events up to and with this one.",
    "Head.time": "When it was signed.",
    "public_key": "Ed25519, in hexadecimal.",
    "pem": "The same for cryptographic tools.",
    "signature": "Ed25519, in hexadecimal, over position, hash, events and time.",
}
