"""Issues → the register 期号台账: numbers given once, files recorded as they are, on SQLite or PostgreSQL.

How a build uses it:

    with open_ledger(url, beside=issue_folder) as ledger:
        with ledger.issuing(issue, source=Source(path, sha256, digest)) as entry:
            files = render(entry.issue)                       # the numbered issue; {file name: bytes}
            entry.publish(files, folder, pages=12)            # the files and the record appear together

Leaving the block without `publish`, by an exception or a crash, leaves nothing: no number, no record, no file.
A new number is held with the register's write lock from `issuing` to `publish`, so that no other build can take
it and none is skipped; import what is slow before entering the block. A draft calls `ledger.numbers_for(issue, …)`,
which gives the numbers that the issue has or would get and writes nothing (not even an empty register).

A build writes the texts of its articles along with the record. Whoever has them from elsewhere (a scan, a file that was
not built here) writes them with `ledger.write_articles(record, [ArticleText(title, byline, section, text, pages)])`; what
the past said reads

    for record, article in ledger.articles(series="云溪简报", before=date):    # the latest issue first
        record.label, record.date, article.title, article.byline, article.text
    for hit in ledger.search("春耕 备耕"):
        hit.record, hit.article, hit.line, hit.page
"""

from jianbao.ledger.issuing import Entry
from jianbao.ledger.library import Hit
from jianbao.ledger.opening import LastLedger, open_ledger, registers_of, release_signed
from jianbao.ledger.records import (
    ATTACHMENT,
    ArticleText,
    FileRecord,
    Made,
    Origin,
    Planned,
    Record,
    Source,
    State,
    Terms,
)
from jianbao.ledger.register import Ledger

__all__ = [
    "ATTACHMENT",
    "ArticleText",
    "Entry",
    "FileRecord",
    "Hit",
    "LastLedger",
    "Ledger",
    "Made",
    "Origin",
    "Planned",
    "Record",
    "Source",
    "State",
    "Terms",
    "open_ledger",
    "registers_of",
    "release_signed",
]
