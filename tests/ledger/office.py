"""A small office: issue files as plain text, and a stand-in for setting them, quick enough to be killed often."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianbao.ledger import Ledger, Made, Source, Terms, open_ledger
from jianbao.model.body import Body
from jianbao.model.issue import Issue
from jianbao.numbering import file_stem, number_line


def make_issue(day: str = "2017-04-11", title: str = "民族团结之花绽放", **keys: Any) -> Issue:
    """A short issue dated `day`, of a house that puts on record what is released."""
    numbering = {"print": "登记", **keys.pop("numbering", {})}
    return Issue.model_validate(
        {
            "series": "援疆工作简报",
            "date": day,
            "organ": "前方指挥部",
            "articles": [{"title": title, "body": Body("一。", ())}],
            "numbering": numbering,
            **keys,
        }
    )


def render(issue: Issue) -> dict[str, bytes]:
    """Files that hold the issue's number line and title, as the real ones do."""
    text = "\n".join((*number_line(issue), *(article.title for article in issue.articles))).encode()
    return {f"{file_stem(issue)}{suffix}": text + suffix.encode() for suffix in (".docx", ".pdf")}


@dataclass
class Office:
    """A folder with issue files, a folder with finished ones, and a register."""

    folder: Path
    url: str | Path

    @property
    def out(self) -> Path:
        """Where finished files go."""
        return self.folder / "成品"

    def open(self, timeout: float = 60) -> Ledger:
        """The register."""
        return open_ledger(self.url, beside=self.folder, timeout=timeout)

    def source(self, name: str, text: str = "一", digest: str = "") -> Source:
        """An issue file called `name`, which holds `text`."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return Source(path, hashlib.sha256(text.encode()).hexdigest(), digest)

    def build(
        self, issue: Issue, source: Source, ledger: Ledger | None = None, terms: Terms | None = None
    ) -> Issue:
        """What `jianbao build` does, with the stand-in for setting; gives the numbered issue."""
        if ledger is None:
            with self.open() as opened:
                return self.build(issue, source, opened, terms)
        with ledger.issuing(issue, source=source, terms=terms or Terms()) as entry:
            made = render(entry.issue)
            if entry.released:
                entry.hold(made, self.out, Made())
            else:
                entry.publish(made, self.out, pages=2)
        return entry.issue

    def names(self) -> list[str]:
        """Every file in the folder of finished files, hidden ones too."""
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []
