"""Certificates of the simulator's own, and the roots that vouch for them."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID

Key = EllipticCurvePrivateKey | RSAPrivateKey
ALLOWED = ("key_cert_sign", "crl_sign", "digital_signature")
FORBIDDEN = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
ROOT_USAGE = x509.KeyUsage(
    **dict.fromkeys(ALLOWED, True),
    **dict.fromkeys(FORBIDDEN, False),
    encipher_only=False,
    decipher_only=False,
)


def root_certificate(name: str, key: Key, *, valid: timedelta) -> x509.Certificate:
    built = _builder(named(name), named(name), key=key, valid=valid)
    chained = x509.BasicConstraints(ca=True, path_length=0)
    usable = built.add_extension(chained, critical=True).add_extension(ROOT_USAGE, critical=True)
    return usable.sign(key, hashes.SHA256())


def leaf_builder(
    subject: x509.Name, key: Key, *, root: x509.Certificate, valid: timedelta
) -> x509.CertificateBuilder:
    """Still to be signed with the root's key."""
    known_by = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    signer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known_by)
    built = _builder(subject, root.subject, key=key, valid=valid)
    unchained = x509.BasicConstraints(ca=False, path_length=None)
    return built.add_extension(unchained, critical=True).add_extension(signer, critical=False)


def named(common_name: str, organization: str | None = None) -> x509.Name:
    names = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if organization:
        names.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(names)


def _builder(
    subject: x509.Name, issuer: x509.Name, *, key: Key, valid: timedelta
) -> x509.CertificateBuilder:
    """On the machine's clock: those who verify have no other."""
    now = datetime.now(UTC)
    owned = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + valid)
        .add_extension(owned, critical=False)
    )
