"""The command `dateline`: build, add, watch, open, explain, query, story, export, check. Each only calls what the library offers.

Enters: the command line. Leaves: words on the screen, files where asked. Errors say the way out and end with code 1; a
command line that cannot be read ends with 2.
"""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from data_prep.engines import NAMES, Engine, EngineError, open_engine
from data_prep.exports.formats import FORMATS, write_file
from data_prep.records import Problem

if TYPE_CHECKING:
    from data_prep.changes import Change

_SHOWN = 20  # problems named on the screen; all are in the manifest
_PATIENCE = 60  # seconds that the dashboard may take to start
_FOLDER = click.Path(path_type=Path)
_ALLOW_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Fetch from your own network too: private addresses, any port."
)

_Command = Callable[..., None]


def _engine_options(command: _Command) -> _Command:
    """Where the articles are read."""
    name = click.option(
        "--engine",
        type=click.Choice(NAMES),
        help="Where the work is done.  [default: processes, if there is enough to do]",
    )
    workers = click.option("--workers", type=click.IntRange(1), help="How many at once.  [default: one a core]")
    scheduler = click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster: tcp://host:8786.")
    return name(workers(scheduler(command)))


def _read_search(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    """A search that can be read; one that cannot ends with a mark at the place."""
    from data_prep.search import SearchError, parse_search

    try:
        parse_search(text)
    except SearchError as error:
        pointed = error.pointed().replace("\n", "\n  ")
        raise click.UsageError(f"{error.found}\n  {pointed}\n{error.accepted}") from None
    return text


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline-timeline")
def main() -> None:
    """From news articles to a dated, sourced event table and an interactive timeline."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out", required=True, metavar="DIR", type=_FOLDER, help="The timeline's folder; a timeline there is replaced."
)
@click.option("--offline", is_flag=True, help="Read web addresses from their kept copies only.")
@_ALLOW_PRIVATE
@_engine_options
def build(inputs: tuple[str, ...], out: Path, offline: bool, allow_private: bool, **engine: Any) -> None:
    """Make the timeline of exactly these articles: files, folders with all below them, or web addresses.

    What was added to it stays in it; only what changed since is read again. Pages are kept as read in DIR/fetched.
    """
    with _opened(**engine) as opened:
        from data_prep.update import build_into

        _write(partial(build_into, engine=opened), out, inputs, offline, allow_private)


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--offline", is_flag=True, help="Read web addresses from their kept copies only.")
@_ALLOW_PRIVATE
@_engine_options
def add(directory: Path, inputs: tuple[str, ...], offline: bool, allow_private: bool, **engine: Any) -> None:
    """Add articles to the timeline in DIR, which keeps a copy of them: files, folders or web addresses."""
    from data_prep.store import TimelineError, open_timeline
    from data_prep.update import add_to

    try:
        open_timeline(directory).connection.close()
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    with _opened(**engine) as opened:
        _write(partial(add_to, engine=opened), directory, inputs, offline, allow_private)


@contextlib.contextmanager
def _opened(engine: str | None, workers: int | None, scheduler: str | None) -> Generator[Engine]:
    """The engine; its processes start while this one loads the rest."""
    try:
        with open_engine(engine, workers, scheduler) as opened:
            yield opened
    except EngineError as error:
        raise click.ClickException(str(error)) from None


def _write(
    update: Callable[..., "Change"], directory: Path, inputs: tuple[str, ...], offline: bool, allow_private: bool
) -> None:
    """Write a timeline and say what it holds, what changed, what could not be read."""
    from data_prep.changes import paths_read
    from data_prep.store import TimelineError
    from data_prep.web.fetch import fetch_inputs
    from data_prep.web.manners import Manners
    from data_prep.writing import refuse_other_folder

    problems: list[Problem] = []
    try:
        refuse_other_folder(directory)
        with _ProgressBar() as progress:
            manners = Manners(allow_private=allow_private)
            found = fetch_inputs(
                inputs, directory, problems.append, manners=manners, offline=offline, progress=progress.show
            )
            change = update(directory, found, problems.append, progress.show, names=inputs, earlier=tuple(problems))
    except (TimelineError, OSError) as error:
        _tell_problems(problems, set())
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{_count(change.articles, 'article')} read, {_count(change.events, 'event')}, {change.undated:,} of them undated."
    )
    click.echo(f"Articles: {change.new:,} new, {change.same:,} the same, {change.gone:,} gone.")
    if change.new < change.articles or change.gone:
        click.echo(
            f"Events: {change.new_events:,} new, {change.merged:,} merged into others, {change.redated:,} dated anew, "
            f"{change.gone_events:,} gone."
        )
    if change.copies:
        click.echo(f"Copies of another article, which count as no further source: {change.copies:,}.")
    _tell_problems(problems, paths_read(directory, [p.path for p in problems]))
    click.echo(f"The timeline is in {directory}. See it with: dateline open {directory}")


@main.command(name="watch")
@click.argument("feeds", metavar="FEEDS", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", required=True, metavar="DIR", type=_FOLDER, help="The timeline's folder; articles are added.")
@click.option("--every", default="30m", show_default=True, metavar="TIME", help="Between rounds: 90s, 30m, 2h or 1d.")
@click.option("--once", is_flag=True, help="One round only.")
@_ALLOW_PRIVATE
def watch_feeds(feeds: Path, out: Path, every: str, once: bool, allow_private: bool) -> None:
    """Add to the timeline what the feeds listed in FEEDS newly tell of, until Ctrl-C.

    FEEDS is a YAML file: a list of addresses, or of {url, outlet}.
    """
    from data_prep.store import TimelineError
    from data_prep.web.feed_lists import FeedListError, read_feed_list
    from data_prep.web.manners import FetchError, Manners
    from data_prep.writing import refuse_other_folder

    seconds = _read_time(every)
    manners = Manners(allow_private=allow_private)
    try:
        listed = read_feed_list(feeds)
        refuse_other_folder(out)
        from data_prep.web.watch import watch

        done = watch(out, listed, click.echo, None if once else seconds, manners=manners)
    except (FeedListError, FetchError, TimelineError, OSError) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        click.echo(f"Stopped. What was read is kept in {out}; the next start goes on from there.")
        return
    if not done.feeds:
        raise click.ClickException("no feed could be read")


@main.command(name="open")
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.option("--port", type=click.IntRange(1, 65535), help="Default: a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Give 0.0.0.0 to let other machines in.")
@click.option("--browser/--no-browser", default=True, help="Open a browser window.  [default: yes]")
def open_dashboard(directory: Path, port: int | None, host: str, browser: bool) -> None:
    """Start the dashboard on the timeline in DIR."""
    from data_prep.store import TimelineError, open_timeline

    try:
        open_timeline(directory).connection.close()
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    dashboard = Path(__file__).resolve().parents[1] / "dashboard.py"
    if not dashboard.is_file():
        raise click.ClickException(f"{dashboard} is missing. Install Dateline from a clone with: pip install -e .")
    port = port or _free_port(host)
    # Headless, for otherwise Streamlit asks a newcomer for an e-mail address; the window is opened here.
    options = [f"--server.address={host}", f"--server.port={port}", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", str(dashboard), *options]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # ended from outside, it takes the server with it
    process = subprocess.Popen([*command, "--", "--timeline", str(directory.resolve())], cwd=dashboard.parent)
    try:
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
        if browser and _answers(address, process):
            webbrowser.open(address)
        sys.exit(process.wait())
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        process.terminate()


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.argument("event_id")
def explain(directory: Path, event_id: str) -> None:
    """Print an event: its sentences, why this date, why its reports were joined."""
    from data_prep.explain import explain_event
    from data_prep.store import TimelineError, open_timeline

    try:
        click.echo(explain_event(open_timeline(directory), event_id), nl=False)
    except (TimelineError, LookupError) as error:
        raise click.ClickException(str(error)) from None


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})  # for -word
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.argument("text", metavar="SEARCH", callback=_read_search)
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "json", "csv"]))
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="The first N only.  [default: 100 as text, else all]"
)
def query(directory: Path, text: str, form: str, limit: int | None) -> None:
    """Print the events that a search finds, one a line: date, title, sources.

    SEARCH is what the side bar takes: words, "phrases", OR, -not, actor: place: kind: source: status: after: before:
    (docs/search.md).
    """
    from data_prep.matches import find_matches, write_matches
    from data_prep.store import TimelineError, open_timeline

    limit = limit or (100 if form == "text" else None)
    try:
        n, events = find_matches(open_timeline(directory), text, limit)
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    for piece in write_matches(events, form):
        click.echo(piece.encode(), nl=False)
    if limit and n > limit:
        click.echo(f"{n - limit:,} more match: give --limit {n} for all.", err=True)
    elif not n:
        click.echo("No event matches.", err=True)


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.option("--dates", default=10, show_default=True, metavar="N", type=click.IntRange(1), help="How many dates.")
def story(directory: Path, dates: int) -> None:
    """Print the story in N dates: the days that matter most, what happened on each, and who tells it."""
    from data_prep.store import TimelineError, open_timeline
    from data_prep.story_told import tell_as_text

    try:
        timeline = open_timeline(directory)
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    click.echo(tell_as_text(timeline, dates) or "No article speaks of a day.")


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help="What each is for: docs/exports.md.")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="- for the screen.",
)
@click.option(
    "--query",
    default="",
    metavar="SEARCH",
    callback=_read_search,
    help="Only the events that a search for this would find.",
)
@click.option("--with-text", is_flag=True, help="With the articles' own texts (json only).")
@click.option(
    "--dates",
    metavar="N",
    type=click.IntRange(1),
    help="The story in so many dates instead of all events (markdown only).",
)
def export(directory: Path, form: str, output: Path, query: str, with_text: bool, dates: int | None) -> None:
    """Write the timeline for other programs, in UTF-8; it has the sentences, not the whole articles."""
    from data_prep.exports.cargo import pack
    from data_prep.search import SearchError
    from data_prep.store import TimelineError, open_timeline

    if with_text and form != "json":
        raise click.UsageError("--with-text goes with --format json: the others have a row per event, not per article")
    if dates and form != "markdown":
        raise click.UsageError("--dates goes with --format markdown")
    try:
        cargo = pack(open_timeline(directory), query, datetime.now(UTC), with_text=with_text, dates=dates)
        with click.open_file(output, "wb") as file:
            about = write_file(form, cargo, cast("BinaryIO", file))
    except (TimelineError, SearchError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{output} cannot be written: {error.strerror}. Name a file in a folder that is there."
        ) from None
    if str(output) != "-":
        click.echo(f"{_count(about.n, 'event')} written to {output}.")
        for line in about.left_out:
            click.echo(line)


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "json", "csv"]))
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column is which: date=Datum.")
@click.option("--order", type=click.Choice(["day-month", "month-day"]), help="What comes first in 03/04/2024.")
@click.option("--sheet", default="", help="Of a workbook.  [default: the first]")
@click.option("--most", default=50, show_default=True, help="How many events that only the timeline has.")
def compare(
    directory: Path, table: Path, form: str, columns: tuple[str, ...], order: str | None, sheet: str, most: int
) -> None:
    """Hold a table of events that somebody made (CSV, Excel, TimelineJS JSON) against the timeline in DIR."""
    from data_prep import compare_text
    from data_prep.compare import compare as hold
    from data_prep.expert import read_expert
    from data_prep.resident import read_index
    from data_prep.store import TimelineError, open_timeline

    try:
        read = read_expert(table.read_bytes(), table.name, dict(_pair_of(c) for c in columns), order or "", sheet)
        timeline = open_timeline(directory)
    except (OSError, ValueError, TimelineError) as error:
        raise click.ClickException(str(error)) from None
    found = hold(timeline, read_index(timeline.connection), read.events)
    if form == "csv":
        click.echo(compare_text.as_csv(timeline, found, most), nl=False)
        _tell_unread(read.problems)
    else:
        write = compare_text.as_text if form == "text" else compare_text.as_json
        click.echo(write(timeline, found, read.problems, most), nl=False)


def _pair_of(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not sign:
        raise click.BadParameter(f"{text!r}. Accepted: FIELD=NAME, as date=Datum", param_hint="--column")
    return field.strip(), column.strip()


def _tell_unread(problems: Sequence[object]) -> None:
    for problem in problems:
        click.echo(f"Not read: {problem}", err=True)


@main.command()
@click.argument("directory", metavar="DIR", type=_FOLDER)
def check(directory: Path) -> None:
    """Hold every cell of the timeline against its articles and its other tables."""
    from data_prep.store import TimelineError, check_timeline

    try:
        problems = check_timeline(directory)
    except TimelineError as error:
        raise click.ClickException(str(error)) from None
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(
            f"{_count(len(problems), 'problem')}. Build the timeline anew with: dateline build INPUT... --out {directory}"
        )
    click.echo(f"{directory}: nothing wrong.")


class _ProgressBar:
    """A bar on the screen for a build that takes longer than a second; none where nobody watches."""

    def __enter__(self) -> "_ProgressBar":
        from tqdm import tqdm

        self.bar = tqdm(disable=not sys.stderr.isatty(), delay=1, leave=False, unit="")
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def show(self, step: str, done: int, of: int | None) -> None:
        """What `build_timeline` tells: the step, how many are done, of how many if known."""
        self.bar.set_description_str(step, refresh=False)
        self.bar.total = of
        self.bar.update(done - self.bar.n)


def _tell_problems(problems: Sequence[Problem], read: set[str]) -> None:
    """The inputs that were skipped, then those read with a doubt, each with its reason."""
    skipped = [p for p in problems if p.skipped or p.path not in read]
    doubtful = [p for p in problems if not p.skipped and p.path in read]
    for words, noun, found in (("Skipped", "input", skipped), ("Read with a doubt", "note", doubtful)):
        if found:
            click.echo(f"{words}: {_count(len(found), noun)}")
            for problem in found[:_SHOWN]:
                click.echo(f"  {problem}")
            if len(found) > _SHOWN:
                kinds = Counter(p.found for p in found[_SHOWN:])
                click.echo(
                    f"  and {len(found) - _SHOWN} more: {', '.join(f'{n} × {kind}' for kind, n in kinds.most_common(3))}"
                )


def _read_time(text: str) -> float:
    """Seconds between rounds, a minute at least: more often would be a burden to the sites."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip().lower())
    seconds = int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]] if match else 0
    if seconds < 60:
        raise click.BadParameter(f"{text!r}. Accepted: 60s or more, as 30m, 2h or 1d", param_hint="--every")
    return seconds


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until the dashboard answers; False if it ended or took too long."""
    for _ in range(_PATIENCE * 5):
        if process.poll() is not None:
            return False
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
            return True
        time.sleep(0.2)
    return False


def _free_port(host: str) -> int:
    with socket.socket() as opened:
        opened.bind((host, 0))
        return int(opened.getsockname()[1])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
