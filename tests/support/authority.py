"""A time stamping authority on this machine: certificates and answers made by `openssl`, asked over loopback."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
[serving]
extendedKeyUsage = critical,serverAuth
keyUsage = critical,digitalSignature
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/{who}.pem
signer_key = {folder}/{who}.key
certs = {folder}/{chain}.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
tsa_name = no
ess_cert_id_chain = no
"""


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder; it must succeed."""
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


class Authority:
    """Certificates of one root: `stamping` for stamps, `expired` once for stamps, `serving` for other uses."""

    def __init__(self, folder: Path, name: str = "Root") -> None:
        self.folder = folder
        self.root = folder / "root.pem"
        self.config("stamping", "root")
        (folder / "serial").write_text("01")
        openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                "root.key", "-out", "root.pem", "-days", "9000", "-subj", f"/CN={name}", "-config", "openssl.cnf",
                "-extensions", "root")  # fmt: skip
        self._certificate("stamping", "stamping")
        self._certificate("serving", "serving")
        self._certificate("expired", "stamping", days="-1")

    def config(self, who: str, chain: str) -> None:
        """Let this certificate sign from here on, and that file's certificates be enclosed."""
        text = CONFIG.format(folder=self.folder, who=who, chain=chain)
        (self.folder / "openssl.cnf").write_text(text)

    def answer(self, query: bytes, who: str = "stamping", *, chain: str = "stamping") -> bytes:
        """What the authority answers to a query."""
        self.config(who, chain)
        (self.folder / "query").write_bytes(query)
        openssl(self.folder, "ts", "-reply", "-queryfile", "query", "-config", "openssl.cnf", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    def misused(self, query: bytes, who: str) -> bytes:
        """An answer with a whole signature by a certificate that is for other uses: openssl itself makes none."""
        self.answer(query)
        openssl(self.folder, "ts", "-reply", "-in", "answer", "-token_out", "-out", "token")
        openssl(self.folder, "cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "told")
        openssl(self.folder, "cms", "-sign", "-binary", "-nodetach", "-cades", "-econtent_type", "id-smime-ct-TSTInfo",
                "-in", "told", "-signer", f"{who}.pem", "-inkey", f"{who}.key", "-outform", "DER", "-out",
                "token")  # fmt: skip
        inside = b"\x30\x03\x02\x01\x00" + (self.folder / "token").read_bytes()
        return b"\x30\x82" + len(inside).to_bytes(2, "big") + inside

    def trusts(self, token: bytes, note: str) -> bool:
        """Whether openssl finds a stamp of a note to lead to this authority's root."""
        (self.folder / "token").write_bytes(token)
        (self.folder / "data").write_text(note)
        command = ["openssl", "ts", "-verify", "-in", "token", "-data", "data", "-CAfile", "root.pem"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=False).returncode == 0

    @contextmanager
    def served(self, *, answer: bytes | None = None) -> Iterator[str]:
        """The address at which it answers; `answer`: always this."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                said = authority.answer(query) if answer is None else answer
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsr"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _certificate(self, name: str, use: str, days: str = "9000") -> None:
        openssl(self.folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}", "-config", "openssl.cnf")  # fmt: skip
        openssl(self.folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "root.pem", "-CAkey", "root.key", "-out",
                f"{name}.pem", "-days", days, "-set_serial", "7", "-extfile", "openssl.cnf", "-extensions",
                use)  # fmt: skip
