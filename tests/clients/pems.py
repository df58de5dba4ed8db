"""Certificates and keys, as users hand them to IAM."""

import base64
import datetime
import functools

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


@functools.cache
def rsa_key(number=0):
    """A key of two thousand bits, which takes a while; each number has its own."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_key(number=0):
    """Its PEM text."""
    text = rsa_key(number).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return text.decode()


def certificate(ends_in=DAY, name="test", number=0):
    """The PEM text of a certificate for that key. No two are equal."""
    return _made(ends_in, name, number).public_bytes(serialization.Encoding.PEM).decode()


def certificate_base64(ends_in=DAY):
    """A certificate as documents of SAML hold it."""
    der = _made(ends_in, "test", 0).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()


def ssh_public_key(number=0):
    """The line of a file of public keys."""
    public = rsa_key(number).public_key()
    text = public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return text.decode()


def _made(ends_in, name, number):
    now = datetime.datetime.now(datetime.timezone.utc)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(rsa_key(number).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 30 * DAY)
        .not_valid_after(now + ends_in)
    )
    return builder.sign(rsa_key(number), hashes.SHA256())
