"""A broker of a few routes over TLS, in a process of its own. Its order ids are its arrival times.

`python -m tests.bench.tls_broker FOLDER` writes `ca.pem` there, prints its port and serves until stdin
ends. The order id of a placement is the monotonic nanosecond at which its body had arrived.
"""

import asyncio
import datetime
import json
import ssl
import sys
import time
from pathlib import Path

CSV = (
    "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,"
    "instrument_type,segment,exchange\n408065,1594,INFY,INFOSYS,0,,0,0.05,1,EQ,NSE,NSE\n"
)
PROFILE = {
    "user_id": "BENCH1",
    "user_type": "individual",
    "email": "",
    "user_name": "Bench",
    "user_shortname": "Bench",
    "broker": "ZERODHA",
    "exchanges": ["NSE"],
    "products": ["CNC"],
    "order_types": ["LIMIT"],
    "avatar_url": None,
    "meta": {"demat_consent": "physical"},
}


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for localhost that is its own authority."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "ca.pem", folder / "key.pem"
    cert_file.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


def answer(method: str, path: str, arrived: int) -> tuple[str, bytes]:
    data: object = {}
    if path.startswith("/instruments"):
        return "text/csv", CSV.encode()
    if path.startswith("/user/profile"):
        data = PROFILE
    elif path.startswith("/quote/ltp"):
        data = {"NSE:INFY": {"instrument_token": 408065, "last_price": 1500.0}}
    elif method == "POST" and path.startswith("/orders/"):
        data = {"order_id": str(arrived)}
    elif path in {"/orders", "/trades", "/portfolio/holdings"}:
        data = []
    return "application/json", json.dumps({"status": "success", "data": data}).encode()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = dict(
                line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line
            )
            if length := int(fields.get("content-length", 0)):
                await reader.readexactly(length)
            method, path, _ = head.split(" ", 2)
            kind, body = answer(method, path, time.monotonic_ns())
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                % (kind.encode(), len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        writer.close()


async def main(folder: Path) -> None:
    cert, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
