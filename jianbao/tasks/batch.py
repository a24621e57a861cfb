"""Many issue files → a result for each as it ends, on this machine's cores or on a cluster: `jianbao batch` for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.batches import Batch, Options, Result, gather
from jianbao.ledger import Terms
from jianbao.writers import FORMATS, writers_for

if TYPE_CHECKING:
    from jianbao.batches.crew import Crew
    from jianbao.provenance import Fonts

__all__ = ["Result", "batch", "opened"]


def batch(
    paths: Iterable[str | Path],
    *,
    out: str | Path | None = None,
    formats: Sequence[str] = FORMATS,
    jobs: int = 0,
    scheduler: str = "",
    force: bool = False,
    fail_fast: bool = False,
    ledger: str | Path | None = None,
    fonts: Fonts = "auto",
) -> Iterator[Result]:
    """Build issue files, folders of them and globs; yields a typed result an issue, in the order in which they end.

    Numbers are planned for all of them first, in the order of their dates. `jobs` 0 = all cores. `scheduler` is the
    address of a Dask scheduler (`tcp://host:port`) or the file that it wrote: its workers must share the folders and be
    like this machine. The other arguments are those of `build`. An issue that fails is a result, too; it stops the others
    only where `fail_fast` says so. Closing the iterator ends the batch cleanly; run again, it goes on.

    Raises InputError (no issue file in a path), FileError (the register, the cluster), UsageError.
    """
    named = tuple(writers_for(formats))
    options = Options(Path(out) if out is not None else None, named, ledger, fonts, Terms())
    with opened(options, jobs, scheduler) as work:
        yield from work.run(work.plan(gather(map(Path, paths)), force=force), fail_fast=fail_fast)


def opened(options: Options, jobs: int, scheduler: str) -> Batch:
    """The batch on this machine, or on the cluster of `scheduler`, where one is named."""
    if not scheduler:
        return Batch(options, jobs)
    # The extra is imported only where a cluster is asked for.
    from jianbao.batches.dask import Cluster

    crew: Crew = Cluster(scheduler, options.fonts)
    return Batch(options.absolute(), jobs, crew=crew)
