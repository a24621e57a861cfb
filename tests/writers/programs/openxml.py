"""`python openxml.py VALIDATORS FILE.docx...`: the Open XML SDK's findings, a line each, for every Office that it knows.

`version TAB file TAB number of findings`, then the findings indented. A program apart: it runs in the Python of the
validators' folder, whose pythonnet loads .NET. Office 2007 is left out, whose SDK schema lacks what python-docx and
Word 2010 write.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(validators: str, *files: str) -> None:
    dotnet = Path(validators).resolve() / "dotnet"
    os.environ.setdefault("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
    from pythonnet import load

    load("coreclr", runtime_config=str(dotnet / "rc.json"), dotnet_root=str(dotnet))
    import clr

    for assembly in ("System.IO.Packaging", "DocumentFormat.OpenXml.Framework", "DocumentFormat.OpenXml"):
        clr.AddReference(str(dotnet / "sdk_dll" / f"{assembly}.dll"))
    from DocumentFormat.OpenXml import FileFormatVersions
    from DocumentFormat.OpenXml.Packaging import WordprocessingDocument
    from DocumentFormat.OpenXml.Validation import OpenXmlValidator
    from System import Enum

    versions = [name for name in Enum.GetNames(FileFormatVersions) if name not in ("None", "Office2007")]
    for file in files:
        document = WordprocessingDocument.Open(str(Path(file).resolve()), False)
        for version in versions:
            found = list(OpenXmlValidator(getattr(FileFormatVersions, version)).Validate(document))
            print(version, file, len(found), sep="\t")
            for each in found:
                place = f"{each.Part.Uri if each.Part else ''} {each.Path.XPath if each.Path else ''}"
                print(f"    {each.Id} {place} {each.Description}")
        document.Dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
