"""The locked set of a release: each library once, with its version and the hash of the file."""

from __future__ import annotations

from tests.release import ROOT, locked


def test_every_library_stands_with_version_and_hash_and_jianbao_itself_does_not():
    def found(name: str, version: str) -> dict[str, object]:
        return {
            "metadata": {"name": name, "version": version},
            "download_info": {"archive_info": {"hashes": {"sha256": "ab" * 32}}},
        }

    report = {"install": [found("reportlab", "4.2.0"), found("jianbao", "0.2"), found("Pillow", "11.0")]}
    line = f" --hash=sha256:{'ab' * 32}\n"
    assert locked(report) == f"Pillow==11.0{line}reportlab==4.2.0{line}"


def test_contributing_has_the_recipe_and_is_short():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert len(text.splitlines()) <= 80
    for said in ("python -m tests.release", "--no-index", "sbom.cdx.json", "python -m tests.floors"):
        assert said in text
