"""An authority of one test, and certificates for loopback from it."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)
# Names of AWS that people have lead to their own server.
AWS_NAMES = ("signin.aws.amazon.com", "console.aws.amazon.com")


class Authority:
    """Issues certificates for 127.0.0.1, and for some names of AWS, into a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests of iamd")])
        self.ca_file = folder / "ca.pem"
        self.cert_file = folder / "cert.pem"
        self.key_file = folder / "key.pem"
        authority = self._build(self.name, self.key, x509.BasicConstraints(True, None))
        self.ca_file.write_bytes(_pem(authority))

    def issue(self):
        """Writes a new key and certificate, each at once as a whole, and returns its number."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        certificate = self._build(subject, key, x509.BasicConstraints(False, None))
        text = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        for path, content in ((self.key_file, text), (self.cert_file, _pem(certificate))):
            new = path.with_suffix(".new")
            new.write_bytes(content)
            new.replace(path)
        return certificate.serial_number

    def _build(self, subject, key, constraints):
        now = datetime.datetime.now(datetime.timezone.utc)
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        names = x509.SubjectAlternativeName([address, *map(x509.DNSName, AWS_NAMES)])
        identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY)
            .add_extension(constraints, critical=True)
            .add_extension(identifier, critical=False)
            .add_extension(issuer, critical=False)
        )
        if not constraints.ca:
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self.key, hashes.SHA256())


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)
