"""The register 期号台账: issuing one issue, reserving numbers for many, originals, administration, texts, in one object."""

from __future__ import annotations

from jianbao.ledger.administration import Administration
from jianbao.ledger.enrolling import Enrolling
from jianbao.ledger.library import Library
from jianbao.ledger.reserving import Reserving


class Ledger(Reserving, Enrolling, Administration, Library):
    """A register of issues. One object serves one thread; processes open their own."""
