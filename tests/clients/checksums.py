"""The five checksums of S3, written out once more: as they stand in headers, Base64."""

import base64
import hashlib
import zlib


def _table(polynomial):
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (polynomial if value & 1 else 0)
        table.append(value)
    return table


_CRC32C = _table(0x82F63B78)
_CRC64NVME = _table(0x9A6C9329AC4BC9B5)


def _crc(table, bits, data):
    ones = value = (1 << bits) - 1
    for byte in data:
        value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return (value ^ ones).to_bytes(bits // 8, "big")


RAW = {
    "CRC32": lambda data: zlib.crc32(data).to_bytes(4, "big"),
    "CRC32C": lambda data: _crc(_CRC32C, 32, data),
    "CRC64NVME": lambda data: _crc(_CRC64NVME, 64, data),
    "SHA1": lambda data: hashlib.sha1(data).digest(),
    "SHA256": lambda data: hashlib.sha256(data).digest(),
}


def checksum(algorithm, data):
    return base64.b64encode(RAW[algorithm](data)).decode()


def composite(algorithm, parts):
    """Of the checksums of the parts, and how many they are."""
    together = b"".join(RAW[algorithm](part) for part in parts)
    return f"{checksum(algorithm, together)}-{len(parts)}"
