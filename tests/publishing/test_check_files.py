"""The command check_files."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from publishing.jobs.running import run_job
from publishing.models import DraftFile
from publishing.store import render_all
from tests.publishing.conftest import AT, TITLE, store_figure
from tests.publishing.jobs.conftest import job_of

pytestmark = pytest.mark.django_db

WHOLE = "保管したファイルは、全てそろっています。\n"


def run(*options: str) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("check_files", *options, stdout=out)
    return out.getvalue()


def path_of(name: str) -> Path:
    return Path(default_storage.path(name))


def change_one_byte(name: str) -> None:
    """The length stays the same, so that nothing but the hash can tell."""
    data = path_of(name).read_bytes()
    path_of(name).write_bytes(b"X" + data[1:])


@pytest.fixture
def draft(cast, plan, engine) -> DraftFile:
    job = job_of(plan, owner=cast.author)
    job.save()
    run_job(job.pk)
    return DraftFile.objects.get()


def test_whole_files_are_found_whole(cast, edition, draft, engine) -> None:
    render_all(edition, at=AT)
    store_figure(cast.town, b"\x89PNG picture")
    assert run() == WHOLE


def test_a_changed_byte_is_noticed(edition, engine) -> None:
    pdf, *_ = render_all(edition, at=AT)
    change_one_byte(pdf.name)
    with pytest.raises(CommandError) as found:
        run()
    assert str(found.value) == f"{TITLE} 第1版（PDF）：{pdf.name} が失われたか、変わっています。"


def test_a_lost_file_of_a_draft_and_a_lost_figure_are_noticed(cast, draft) -> None:
    figure = store_figure(cast.town, b"\x89PNG picture")
    path_of(draft.name).unlink()
    path_of(str(figure.file.name)).unlink()
    with pytest.raises(CommandError) as found:
        run()
    assert str(found.value).splitlines() == [
        f"案のファイル（PDF）：{draft.name} が失われたか、変わっています。",
        f"下川町の図：{figure.file.name} が失われたか、変わっています。",
    ]


def test_files_of_editions_are_made_again(edition, engine) -> None:
    pdf, *_ = render_all(edition, at=AT)
    before = path_of(pdf.name).read_bytes()
    change_one_byte(pdf.name)
    assert run("--mend") == f"{TITLE} 第1版（PDF）：壊れていたので作り直しました。\n{WHOLE}"
    assert (path_of(pdf.name).read_bytes(), run()) == (before, WHOLE)


def test_a_figure_is_left_for_the_backup(cast, db) -> None:
    figure = store_figure(cast.town, b"\x89PNG picture")
    change_one_byte(str(figure.file.name))
    with pytest.raises(CommandError):
        run("--mend")
    assert path_of(str(figure.file.name)).read_bytes() == b"XPNG picture"
