"""Issues that were made elsewhere → entries of the register, their files recorded as they lie and never written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jianbao.errors import Finding, Place
from jianbao.ledger.administration import clash
from jianbao.ledger.issuing import Issuing
from jianbao.ledger.records import ArticleText, FileRecord, Origin, Record, State
from jianbao.ledger.session import now, user
from jianbao.ledger.texts import articles_of
from jianbao.model.issue import Issue
from jianbao.model.numbers import Numbers
from jianbao.version import __version__


class Enrolling(Issuing):
    """How originals come into the register."""

    def refusals(
        self, issues: Sequence[tuple[Issue, Mapping[Path, tuple[str, int]]]]
    ) -> list[Finding | None]:
        """For each issue and its files what keeps it out (L090: it is in; L026: its number is), each of them counted in, too.

        Files map to (SHA-256, size). Writes nothing. Raises FileError.
        """
        entries = self._rows.records()
        files = {(file.host, file.path): entry for entry in entries for file in entry.files}
        found: list[Finding | None] = []
        for issue, paths in issues:
            record = self._enrolled(issue, paths, 0)
            owner = next((files[key] for path in paths if (key := self._rows.kept(path)) in files), None)
            other = next((entry for entry in entries if clash(record, entry)), None)
            place = Place(str(next(iter(paths))))
            if owner is not None:
                found.append(Finding("L090", place, params={"label": owner.label}))
            elif other is not None:
                found.append(Finding("L026", place, params={"label": record.label, "other": other.label}))
            else:
                found.append(None)
                entries.append(record)
                files |= {self._rows.kept(path): record for path in paths}
        return found

    def enroll(self, issues: Sequence[tuple[Issue, Mapping[Path, tuple[str, int]], int]]) -> list[Record]:
        """Enter issues with their files and how many pages they have, all or none; those that `refusals` names are left out.

        They count as released on their date. Raises FileError.
        """
        with self._transaction():
            refused = self.refusals([(issue, paths) for issue, paths, _ in issues])
            done: list[Record] = []
            for (issue, paths, pages), finding in zip(issues, refused, strict=True):
                if finding is not None:
                    continue
                record = self._enrolled(issue, paths, pages)
                key = self._rows.insert(record)
                for file in record.files:
                    self._rows.insert_file(key, file, ours=False)
                self._texts.write(key, record.articles)
                self._rows.acted(now(), user(), "enroll", record.label, record.files[0].path)
                done.append(record)
        return done

    def _enrolled(self, issue: Issue, paths: Mapping[Path, tuple[str, int]], pages: int) -> Record:
        articles: tuple[ArticleText, ...] = articles_of(issue)
        files = (FileRecord(*self._rows.kept(path), sha256, size) for path, (sha256, size) in paths.items())
        return Record(
            series=issue.series,
            kind=issue.kind,
            id=self.new_id(issue),
            stated_id=False,
            numbers=_numbers(issue),
            date=issue.date,
            titles=tuple(article.headline for article in issue.articles),
            source="",
            source_sha256="",
            digest="",
            host="",
            pages=pages,
            state=State.RELEASED,
            reason="",
            at=now(),
            by=user(),
            version=__version__,
            released_on=issue.date,
            copies=issue.copies,
            origin=Origin.ENROLLED,
            files=tuple(files),
            articles=articles,
        )


def _numbers(issue: Issue) -> Numbers | None:
    if issue.number is None:
        return None
    return Numbers(issue.numbered_year, issue.number, issue.total, issue.number_last, issue.total_last)
