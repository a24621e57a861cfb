"""Many issues → their numbers, reserved in one transaction, each entry knowing its issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from jianbao.ledger.issuing import Found, Issuing
from jianbao.ledger.planning import Entries, plan_issues
from jianbao.ledger.records import Planned, Record, Source, State, Terms
from jianbao.model.issue import Issue


class Reserving(Issuing):
    """How a batch gives its numbers up front."""

    def plan(
        self,
        issues: Sequence[tuple[Issue, Source]],
        *,
        reserve: bool,
        taken: Mapping[int, Path] | None = None,
        terms: Terms | None = None,
        folders: Sequence[Path] = (),
    ) -> list[Planned]:
        """Numbers for many issues at once, given in the order of their dates; answers in the order asked.

        `reserve` records the new ones as reserved in one transaction; without it nothing is written. `taken` are
        entries (by `Record.key`) known to be those of other files. `folders` are where the finished files will go: where
        one stands that the register should know and does not, FileError (L069) is raised. Raises FileError.
        """
        if not reserve:
            return self._plan(issues, taken or {}, terms or Terms(), folders)
        with self._transaction():
            answers = self._plan(issues, taken or {}, terms or Terms(), folders)
            self._reserve(answers)
        return answers

    def _plan(
        self,
        issues: Sequence[tuple[Issue, Source]],
        taken: Mapping[int, Path],
        terms: Terms,
        folders: Sequence[Path],
    ) -> list[Planned]:
        keys = dict.fromkeys((issue.series, issue.kind) for issue, _ in issues)

        def recognised(issue: Issue, source: Source, entries: Entries) -> Record | None:
            kept = self._rows.kept(source.path)
            return self._recognise(issue, source, entries.candidates(issue, source, kept))

        entries = {key: self._rows.records(*key) for key in keys}
        today = datetime.now().astimezone().date()
        answers = plan_issues(issues, entries, recognised, taken, today, terms.allow)
        new = {
            (each.issue.series, each.issue.kind): each for each in answers if each.numbers and not each.record
        }
        for each in new.values():
            for folder in dict.fromkeys(path.resolve() for path in folders):
                self._refuse_lost(each.issue, each.source, terms, folder)
        return answers

    def _reserve(self, answers: Sequence[Planned]) -> None:
        new = [
            answer
            for answer in answers
            if answer.numbers is not None and (answer.record is None or answer.record.state is State.RESERVED)
        ]
        # all before the first is given anew: they may change places
        for answer in new:
            self._rows.forget_reserved(answer.source, keep=0)
            if answer.record is not None:
                self._rows.delete_reserved(answer.record)
        for answer in new:
            found = Found(None, answer.numbers, ())
            self._rows.insert(self._record(answer.issue, answer.source, found, State.RESERVED, 0))
