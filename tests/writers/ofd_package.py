"""An OFD read by hand, and what GB/T 33190-2016 asks of its structure: each check gives the faults it finds."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from fontTools.ttLib import TTFont

NAMESPACE = "{http://www.ofdspec.org/2016}"

# GB/T 33190-2016, appendix A: element → its children in order; ? * + say how often, a bare name once.
ORDER = {
    "OFD": "DocBody+",
    "DocBody": "DocInfo DocRoot Versions? Signatures?",
    "DocInfo": "DocID Title? Author? Subject? Abstract? CreationDate? ModDate? DocUsage? Cover? Keywords? Creator? "
    "CreatorVersion? CustomDatas?",
    "Keywords": "Keyword+",
    "CustomDatas": "CustomData+",
    "Document": "CommonData Pages Outlines? Permissions? Actions? VPreferences? Bookmarks? Annotations? CustomTags? "
    "Attachments? Extensions?",
    "CommonData": "MaxUnitID PageArea PublicRes* DocumentRes* TemplatePage* DefaultCS?",
    "PageArea": "PhysicalBox ApplicationBox? ContentBox? BleedBox?",
    "Area": "PhysicalBox ApplicationBox? ContentBox? BleedBox?",
    "Pages": "Page+",
    "Outlines": "OutlineElem+",
    "OutlineElem": "Actions? OutlineElem*",
    "Actions": "Action+",
    "VPreferences": "PageMode? PageLayout? TabDisplay? HideToolbar? HideMenubar? HideWindowUI? ZoomMode? Zoom?",
    "Res": "ColorSpaces? DrawParams? Fonts? MultiMedias? CompositeGraphicUnits?",
    "ColorSpaces": "ColorSpace+",
    "Fonts": "Font+",
    "Font": "FontFile?",
    "MultiMedias": "MultiMedia+",
    "MultiMedia": "MediaFile",
    "Content": "Layer+",
    "TextObject": "Actions? Clips? FillColor? StrokeColor? CGTransform* TextCode+",
    "CGTransform": "Glyphs?",
    "PathObject": "Actions? Clips? StrokeColor? FillColor? AbbreviatedData",
    "ImageObject": "Actions? Clips? Border?",
    "Annotations": "Page*",
    "PageAnnot": "Annot+",
    "Annot": "Remark? Parameters? Appearance",
    "CustomTags": "CustomTag*",
    "CustomTag": "SchemaLoc? FileLoc",
}
REQUIRED = {
    "OFD": "Version DocType",
    "Res": "BaseLoc",
    "ColorSpace": "ID Type",
    "Font": "ID FontName",
    "MultiMedia": "ID Type",
    "Layer": "ID",
    "TextObject": "ID Boundary Font Size",
    "PathObject": "ID Boundary",
    "ImageObject": "ID Boundary ResourceID",
    "CGTransform": "CodePosition",
    "Annot": "ID Type Creator LastModDate",
    "Dest": "Type PageID",
    "Action": "Event",
    "OutlineElem": "Title",
    "CustomTag": "NameSpace",
    "CustomData": "Name",
}

LOCATIONS = {
    "DocRoot",
    "PublicRes",
    "DocumentRes",
    "FontFile",
    "MediaFile",
    "FileLoc",
    "CustomTags",
    "Annotations",
}


class Package:
    """An OFD read by hand: its parts, its pages, and the objects on them."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(BytesIO(data))
        self.names = self.zip.namelist()
        self.parts = {name: self.xml(name) for name in self.names if name.endswith(".xml")}
        self.document = self.parts["Doc_0/Document.xml"]

    def xml(self, name: str) -> Element:
        return ET.fromstring(self.zip.read(name))

    def pages(self) -> list[Element]:
        return [self.parts[f"Doc_0/{page.get('BaseLoc')}"] for page in find(self.document, "Pages/Page")]

    def page_ids(self) -> list[str]:
        return [attribute(page, "ID") for page in find(self.document, "Pages/Page")]

    def fonts(self) -> dict[str, TTFont]:
        return {
            attribute(font, "ID"): TTFont(BytesIO(self.zip.read(f"Doc_0/Res/{text(font, 'FontFile')}")))
            for font in find(self.parts["Doc_0/PublicRes.xml"], "Fonts/Font")
        }

    def texts(self, page: int = 0) -> list[str]:
        return [
            "".join(code.text or "" for code in find(each, "TextCode"))
            for each in objects(self.pages()[page])
        ]


def qualified(path: str) -> str:
    return "/".join(f"{NAMESPACE}{name}" if name[0].isalpha() else name for name in path.split("/"))


def find(element: Element, path: str) -> list[Element]:
    return element.findall(qualified(path))


def only(element: Element, path: str) -> Element:
    (found,) = find(element, path)
    return found


def text(element: Element, path: str) -> str:
    return only(element, path).text or ""


def attribute(element: Element, name: str) -> str:
    value = element.get(name)
    assert value is not None, (element.tag, name)
    return value


def objects(page: Element) -> list[Element]:
    return page.findall(f".//{NAMESPACE}TextObject")


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def numbers(value: str) -> list[float]:
    return [float(part) for part in value.split()]


def places(each: Element) -> list[tuple[str, float, float]]:
    """Every character of a text object with its place on the page in mm."""
    left, top, _, _ = numbers(attribute(each, "Boundary"))
    found = []
    for code in find(each, "TextCode"):
        x, y = float(attribute(code, "X")), float(attribute(code, "Y"))
        steps = list(expanded(code.get("DeltaX", "")))
        shown = code.text or ""
        assert len(steps) == len(shown) - 1
        for char, step in zip(shown, [*steps, 0.0], strict=True):
            found.append((char, left + x, top + y))
            x += step
    return found


def expanded(steps: str) -> Iterator[float]:
    """DeltaX without its run lengths."""
    parts = iter(steps.split())
    for part in parts:
        if part == "g":
            count, value = int(next(parts)), float(next(parts))
            yield from [value] * count
        else:
            yield float(part)


# --- faults -------------------------------------------------------------------------------------------------------


def misplaced(package: Package) -> Iterator[str]:
    """Elements whose children are not those of the schema, in its order; required children that are missing."""
    for part, root in package.parts.items():
        for element in root.iter():
            if not element.tag.startswith(NAMESPACE):
                continue
            order = ORDER.get(name_of(element), "")
            # a Page is three things: an entry of the document, one of the annotations, and a page itself
            if name_of(element) == "Page":
                order = "FileLoc" if "Annotations" in part else "Area? Content? Actions?"
            children = "".join(f"{name_of(child)} " for child in element)
            if order and not re.fullmatch(_pattern(order), children):
                yield f"{part}: {name_of(element)} holds {children}"


@cache
def _pattern(order: str) -> str:
    return "".join(re.sub(r"(\w+)(.?)", r"(?:\1 )\2", each) for each in order.split())


def lacking(package: Package) -> Iterator[str]:
    """Required attributes that are missing."""
    for part, root in package.parts.items():
        for element in root.iter():
            for name in REQUIRED.get(name_of(element), "").split():
                if element.get(name) is None:
                    yield f"{part}: {name_of(element)} lacks {name}"


def misnumbered(package: Package) -> Iterator[str]:
    """IDs that two elements have, or that are larger than MaxUnitID says."""
    largest = int(text(package.document, "CommonData/MaxUnitID"))
    seen: set[int] = set()
    for part, root in package.parts.items():
        for element in root.iter():
            if (written := element.get("ID")) and not part.endswith("Annotations.xml"):
                number = int(written)
                if number in seen or number > largest:
                    yield f"{part}: {name_of(element)} {number}"
                seen.add(number)


def astray(package: Package) -> Iterator[str]:
    """References that lead nowhere."""

    def of(part: str, path: str) -> set[str]:
        return (
            {attribute(each, "ID") for each in find(package.parts[part], path)}
            if part in package.parts
            else set()
        )

    pages = set(package.page_ids())
    targets = {
        "Font": of("Doc_0/PublicRes.xml", "Fonts/Font"),
        "ResourceID": of("Doc_0/DocumentRes.xml", "MultiMedias/MultiMedia"),
        "PageID": pages,
        "PageRef": pages,
    }
    ids = {element.get("ID") for root in package.parts.values() for element in root.iter()}
    for part, root in package.parts.items():
        for element in root.iter():
            for name, known in targets.items():
                if element.get(name) is not None and element.get(name) not in known:
                    yield f"{part}: {name_of(element)} leads to {name} {element.get(name)}"
            if name_of(element) in ("DefaultCS", "ObjectRef") and element.text not in ids:
                yield f"{part}: {name_of(element)} leads to {element.text}"


def unnamed(package: Package) -> Iterator[str]:
    """Files that nothing names, and names of files that are not there."""
    named = {"OFD.xml"}
    for part, root in package.parts.items():
        base = posixpath.join(posixpath.dirname(part), root.get("BaseLoc", ""))
        for element in root.iter():
            location = element.get("BaseLoc") if element is not root else None
            if name_of(element) in LOCATIONS and not len(element):
                location = element.text
            if location:
                named.add(posixpath.normpath(posixpath.join(base, location)))
    yield from sorted(named ^ set(package.names))
