"""Where things lie: what the program brings along (`data/`), and the home in which an organisation's journals are."""

from pathlib import Path


def data_folder() -> Path:
    """Return the folder `data` with formats and demo: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def default_home() -> Path:
    """Return the folder where this account keeps its organisation, as the platform has it."""
    from platformdirs import user_data_path

    return user_data_path("sociotui", appauthor=False)


def write_units(folder: Path) -> list[Path]:
    """Write the units with which systemd runs a server into a folder, and return where they are."""
    from sociotui.exchange.writing import write_file

    written = [folder / unit.name for unit in sorted((data_folder() / "systemd").iterdir())]
    for path in written:
        write_file(path, (data_folder() / "systemd" / path.name).read_bytes())
    return written


def format_folders(home: Path, circle: str) -> tuple[Path, ...]:
    """Return the folders of formats for a circle; a later one overrides an earlier one."""
    return data_folder() / "formats", home / "formats", home / "formats" / circle


def lesson_folders(home: Path | None) -> tuple[Path, ...]:
    """Return the folders of lessons: the program's, in a folder for its language, and those of a home over them."""
    return _with_home("lessons", home)


def card_folders(home: Path | None) -> tuple[Path, ...]:
    """Return the folders of cards of feelings and needs, likewise."""
    return _with_home("cards", home)


def _with_home(name: str, home: Path | None) -> tuple[Path, ...]:
    return (data_folder() / name / "en", *((home / name,) if home else ()))
