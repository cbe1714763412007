"""An import that is killed midway is taken up where it stopped, and receives nothing twice."""

from models import db
from tests.factories import Shop
from tests.faults.harness import checker
from tests.faults.harness.record import Record
from tests.faults.kinds import jobs

ROWS = 2_500


def test_an_import_killed_midway_goes_on_and_no_row_counts_twice(opened, own_url, tmp_path):
    app = opened(own_url)
    shop = Shop(app)
    place = shop.location()["code"]
    file = jobs.catalogue(tmp_path / "a.csv", "IMP-", place, ROWS)
    with app.app_context():
        db.engine.dispose()

    killed = jobs.killed_and_taken_up(own_url, file, jobs.email_of(shop), (500,))

    assert killed == 1
    assert jobs.difference(own_url, "IMP-%", ROWS) == ""
    assert checker.check(own_url, Record()) == []
