"""`jianbao sign` → PDFs signed with the office's certificate, and signatures checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.lines import file_json, json_line
from jianbao.cli.options import AsJson, OutFolder
from jianbao.cli.terminal import near_path, say
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.foreign.signed import Signature

app = typer.Typer()

_PASSWORD = "JIANBAO_CERT_PASSWORD"  # noqa: S105 - the variable's name


@command(
    app,
    "用单位的数字证书给 PDF 签名，另存为“…（签名）.pdf”，原来的 PDF 和台账不动；签名不占版面，仍是 PDF/A。\n\n"
    "证书口令在提示后输入，脚本里用环境变量 JIANBAO_CERT_PASSWORD。加 --check 则核对签名，查签名后有没有改动。",
    "Sign PDFs with the office's certificate, as “…（签名）.pdf” beside; the PDF and the register stay as they are.\n\n"
    "The password is asked for; scripts set JIANBAO_CERT_PASSWORD. With --check signatures are checked instead.",
)
def sign(
    files: Annotated[list[Path], argument(("成品…", "FILE…"), "PDF 文件", "PDF files")],
    cert: Annotated[
        Path | None,
        option(
            "--cert", "证书文件（.p12 或 .pfx）", "The certificate's file (.p12 or .pfx)", ("证书", "CERT")
        ),
    ] = None,
    out: OutFolder = None,
    reason: Annotated[
        str, option("--reason", "签名的事由，如 印发", "Why it is signed", ("事由", "WHY"))
    ] = "",
    timestamp: Annotated[
        str, option("--timestamp", "时间戳服务的网址（RFC 3161）", "A time stamp service (RFC 3161)", "URL")
    ] = "",
    check: Annotated[
        bool, option("--check", "核对签名，不签", "Check the signatures that are there, sign nothing")
    ] = False,
    trust: Annotated[
        Path | None,
        option(
            "--trust",
            "核对时只信这些发证机构的证书（.pem、.crt、.cer、.der）",
            "With --check: the authorities to trust (.pem, .crt, .cer, .der)",
            ("证书.pem|文件夹", "CERT.pem|FOLDER"),
        ),
    ] = None,
    as_json: AsJson = False,
) -> ExitCode:
    """Each file is signed, or with `check` judged: the exit code is 6 where a signature is missing, broken or not trusted."""
    from jianbao.ledger import release_signed
    from jianbao.tasks import sign as signing

    if check:
        roots = None if trust is None else signing.trusted_certificates(trust)
        kept = [_tell(file, signing.signatures(file, roots), as_json=as_json) for file in files]
        return ExitCode.DONE if all(kept) else ExitCode.FELL_SHORT
    if cert is None:
        raise UsageError.of("S010")
    certificate = signing.Certificate(cert, _password())
    for file in files:
        made = signing.sign(file, certificate, out=out, reason=reason, timestamp=timestamp)
        released = release_signed(file)
        if as_json:
            say(json_line({"source": str(file), **file_json(made)}))
        else:
            say(phrase("signed", path=near_path(made.path)))
            if released is not None:
                say(phrase("ledger_marked", label=released.label))
    return ExitCode.DONE


def _password() -> str:
    if (given := os.environ.get(_PASSWORD)) is not None:
        return given
    if not sys.stdin.isatty():
        raise UsageError.of("S011", name=_PASSWORD)
    from getpass import getpass

    return getpass(phrase("password"))


def _tell(file: Path, found: tuple[Signature, ...], *, as_json: bool) -> bool:
    """Say what the signatures of a file are worth; True when there is one, all hold and none is of a stranger."""
    whole = bool(found) and all(each.intact for each in found)
    kept = whole and all(each.trusted is not False for each in found)
    if as_json:
        signatures = [
            {
                "signer": each.signer,
                "issuer": each.issuer,
                "trusted": each.trusted,
                "wrong": each.wrong,
                "time": each.time.isoformat() if each.time else "",
                "stamped": each.stamped,
                "intact": each.intact,
            }
            for each in found
        ]
        say(json_line({"source": str(file), "intact": whole, "signatures": signatures}))
        return kept
    if not found:
        say(phrase("unsigned", path=near_path(file)))
    for each in found:
        time = f"{each.time.astimezone():%Y-%m-%d %H:%M}" if each.time else "—"
        stamp = phrase("stamped") if each.stamped else ""
        state = phrase(f"signature_{each.wrong or 'whole'}")
        say(
            phrase("signature", path=near_path(file), signer=each.signer or "—", time=time, stamp=stamp)
            + state
        )
        trust = {None: "unasked", True: "trusted", False: "expired" if each.expired else "stranger"}[
            each.trusted
        ]
        say("    " + phrase("signature_issuer", issuer=each.issuer or "—") + phrase(f"signature_{trust}"))
    return kept
