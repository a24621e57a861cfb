"""DOCX files → PDF files by LibreOffice, with the faces of our choice under the names that the DOCX uses.

What a DOCX shows depends on the faces of the machine. Here LibreOffice gets a fontconfig file of its own in which
仿宋_GB2312 and its kin are the given faces (by default those that travel with jianbao) and nothing else exists, so that a
machine with and one without the real faces measure the same, and nothing is installed. A profile of its own, kept for
the process, keeps the user's settings out and makes the second conversion quick.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from jianbao.bounds import OFFICE_BYTES, OFFICE_FILE, OFFICE_SECONDS
from jianbao.errors import FileError, Place
from jianbao.fonts.names import LATIN_BOLD, NAMES, asked_for
from jianbao.foreign import folders
from jianbao.typography import FaceRole

FACES_DATA: Final = Path(__file__).parent.parent / "fonts" / "data"

# The names under which clerks' documents ask for a face → the embedded file that serves it.
FACE_FILES: Final[Mapping[str, str]] = {
    name: f"{names.embedded[0]}.ttf"
    for role, names in NAMES.items()
    if role is not FaceRole.LATIN
    for name in asked_for(role)
}
LATIN_FILES: Final = tuple(f"{name}.ttf" for name in (*NAMES[FaceRole.LATIN].embedded, LATIN_BOLD))
LATIN_NAMES: Final = asked_for(FaceRole.LATIN)
# Faces that fill the gaps of another; LibreOffice finds them by their characters.
GAP_FILES: Final[Mapping[str, str]] = {
    f"{names.embedded[0]}.ttf": f"{gap}.ttf" for names in NAMES.values() for gap in names.embedded[1:]
}
LAST_FILE: Final = f"{NAMES[FaceRole.SONGTI].embedded[0]}.ttf"
# A Western face fills no gap of a Han face: its quotation marks are for Western words alone.
_NO_QUOTES: Final = (
    '<edit name="charset" mode="assign"><minus><name>charset</name><charset>'
    "<range><int>0x2018</int><int>0x201d</int></range></charset></minus></edit>"
)
_FILLER: Final = "filler "

_USUAL_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/opt/libreoffice/program/soffice",
)

_FILTERS: Final = {
    "pdf": "pdf:writer_pdf_Export",
    "docx": "docx:MS Word 2007 XML",
    "html": "html:HTML (StarWriter):EmbedImages",
}

# No macros and no fetching of pictures that a document only links to: the files may be anybody's.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def find_office() -> Path | None:
    """LibreOffice's program: on the PATH, or in the usual places of Windows, macOS and Linux; None when there is none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in map(Path, _USUAL_PLACES) if path.is_file()), None)


def convert(
    docx: Path | Sequence[Path],
    out: Path,
    *,
    faces: Mapping[str, Path] | None = None,
    timeout: float = OFFICE_SECONDS,
    to: str = "pdf",
) -> list[Path]:
    """The files as `out/<stem>.pdf`, or as DOCX where `to` says so, in their order, made by one run of LibreOffice.

    `faces` maps a face's name in the DOCX to a font file and goes before the embedded set; the files named there also
    fill gaps. `timeout` is in seconds for a run of one file; each further file adds a quarter of it. Raises
    FileError: no LibreOffice (V001), it took too long (V002), it gave no PDF for a file (V003), `out` cannot be
    written (V004). Two inputs of the same stem would overwrite each other and are a ValueError.
    """
    sources = [docx] if isinstance(docx, Path) else list(docx)
    if not sources:
        return []
    targets = [out / f"{source.stem}.{to}" for source in sources]
    if len(set(targets)) < len(targets):
        raise ValueError("two files of the same stem")
    office = find_office()
    if office is None:
        raise FileError.of("V001")
    config = _font_config(tuple(sorted((name, str(path)) for name, path in (faces or {}).items())))
    with folders.temporary() as folder:
        # Plain names in a folder of our own: no lock files beside the clerk's, no name that looks like an option.
        staged = [Path(folder, f"{index:04d}{source.suffix}") for index, source in enumerate(sources)]
        for source, stage in zip(sources, staged, strict=True):
            _copy(source, stage)
        said = _run(office, staged, Path(folder, to), config, timeout * (1 + (len(sources) - 1) / 4), to)
        for source, stage, target in zip(sources, staged, targets, strict=True):
            made = Path(folder, to, f"{stage.stem}.{to}")
            if not made.is_file():
                raise FileError.of("V003", Place(str(source)), said=said)
            _copy(made, target)
    return targets


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        place = Place(str(error.filename or target))
        raise FileError.of("V004", place, reason=error.strerror or str(error)) from None


def _run(office: Path, files: Sequence[Path], out: Path, config: Path, timeout: float, to: str) -> str:
    """Run LibreOffice once; what it said last, for an error message. Raises FileError (V001, V002)."""
    command = [
        str(office),
        f"-env:UserInstallation={_profile().as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", _FILTERS.get(to, to), "--outdir", str(out)),
        *map(str, files),
    ]
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(config),
        "SAL_USE_VCLPLUGIN": "svp",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
        # what it leaves lies in our folder and goes with it
        "TMPDIR": str(_home()),
    }
    if sys.platform != "win32":
        keeper = (str(Path(__file__).with_name("keeper.py")), str(OFFICE_BYTES), str(OFFICE_FILE))
        command = [sys.executable, "-I", "-S", *keeper, *command]
    # nothing is written to it: that we are gone is what its end tells
    listening, held = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 — our own arguments, no shell
            command,
            env=environment,
            stdin=listening,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=sys.platform != "win32",
        )
    except OSError:
        os.close(held)
        raise FileError.of("V001", Place(str(office))) from None
    finally:
        os.close(listening)
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise FileError.of("V002", Place(str(office)), seconds=round(timeout)) from None
    except BaseException:
        _kill(process)
        raise
    finally:
        os.close(held)
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit {process.returncode}"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and its children: the program found is a script that starts the real one."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@lru_cache(maxsize=1)
def _home() -> Path:
    """A folder of this process for profile and fontconfig; gone when the process ends."""
    folder = folders.make()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache(maxsize=1)
def _profile() -> Path:
    user = _home() / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return user.parent


@lru_cache(maxsize=8)
def _font_config(own: tuple[tuple[str, str], ...]) -> Path:
    """A fontconfig file in which just the given and the embedded faces exist, under the names asked for."""
    folder = _home() / f"fonts-{len(list(_home().glob('fonts-*')))}"
    fonts = folder / "faces"
    fonts.mkdir(parents=True)
    served = _served(own)
    # The family is set when the file is scanned: the face IS the one asked for, nothing is left to substitution.
    rules = [
        f'<match target="scan"><test name="file"><string>{escape(str(_link(fonts, index, file)))}</string></test>'
        f'<edit name="family" mode="assign"><string>{escape(family)}</string></edit>'
        '<edit name="familylang" mode="assign"><string>en</string></edit>'
        + (_NO_QUOTES if family in LATIN_NAMES else "")
        + "</match>"
        for index, (family, file) in enumerate(served)
    ]
    fillers = [family for family, _ in served if family.startswith(_FILLER)]
    for name in dict.fromkeys(family for family, _ in served if not family.startswith(_FILLER)):
        gap = _FILLER + GAP_FILES.get(FACE_FILES.get(name, ""), "")
        chain = [name, *(family for family in (gap, *fillers) if family in fillers)]
        rules.append(
            f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
            '<edit name="family" mode="assign" binding="strong">'
            + "".join(f"<string>{escape(family)}</string>" for family in dict.fromkeys(chain))
            + "</edit></match>"
        )
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>\n'
        f"<dir>{escape(str(fonts))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        + "\n".join(rules)
        + "\n</fontconfig>\n",
        encoding="utf-8",
    )
    return config


def _served(own: tuple[tuple[str, str], ...]) -> list[tuple[str, Path]]:
    """(family, file) of every face there shall be: the given ones, the embedded ones, and fillers of their gaps."""
    taken = {name for name, _ in own}
    embedded = [*((name, file) for name in LATIN_NAMES for file in LATIN_FILES), *FACE_FILES.items()]
    served = [(name, Path(path)) for name, path in own]
    served += [(name, FACES_DATA / file) for name, file in embedded if name not in taken]
    served += [(_FILLER + file, FACES_DATA / file) for file in (*GAP_FILES.values(), LAST_FILE)]
    served += [(f"{_FILLER}own {index}", Path(path)) for index, (_, path) in enumerate(own)]
    return [(family, file) for family, file in served if file.is_file()]


def _link(folder: Path, index: int, file: Path) -> Path:
    """A path of its own for each family that a file serves: rules go by path."""
    link = folder / f"{index:03d}{file.suffix}"
    try:
        link.symlink_to(file.resolve())
    except OSError:
        shutil.copyfile(file, link)
    return link
