"""Medians, ratios and goals of the benchmark."""

import json

from bench.speed.cases import CASES
from bench.speed.figures import Figure, middle, plain, ratios, summary

OURS = Figure(1_000, p50_ms=1.5, p99_ms=4, server_us=200, database_us=100)
IDIOMATIC = Figure(100, p50_ms=15, p99_ms=40, server_us=5_000, database_us=90)
TUNED = Figure(800, p50_ms=2, p99_ms=5, server_us=300, database_us=110)
FLOOR = Figure(1_100, p50_ms=1, p99_ms=3, server_us=120, database_us=80)
ALL = {"backstock": OURS, "fastapi": IDIOMATIC, "fastapi_tuned": TUNED, "floor": FLOOR}


def case(name):
    return next(case for case in CASES if case.name == name)


def test_middle_is_the_median_of_each_figure_by_itself():
    rounds = [Figure(10, 3, 9, 50, 5), Figure(30, 1, 7, 40, 6), Figure(20, 2, 8, 60, 4)]

    assert middle(rounds) == Figure(20, 2, 8, 50, 5)


def test_middle_of_two_lies_between_them():
    assert middle([Figure(10), Figure(20)]) == Figure(15)


def test_what_was_not_known_in_one_round_is_not_known():
    assert middle([Figure(10, p50_ms=1), Figure(20)]).p50_ms is None


def test_more_requests_or_less_cpu_than_others_is_more_than_one():
    assert ratios(ALL) == {
        "fastapi": 10.0,
        "fastapi_cpu": 25.0,
        "fastapi_tuned": 1.25,
        "fastapi_tuned_cpu": 1.5,
        "floor": 0.6,
    }


def test_pgbench_is_compared_by_orders():
    both = {"backstock": OURS, "pgbench": Figure(1_250, database_us=700)}

    assert ratios(both) == {"pgbench": 0.8}


def test_nothing_is_compared_without_us():
    assert ratios({"fastapi": IDIOMATIC, "floor": FLOOR}) == {}


def test_a_server_whose_cpu_was_not_seen_has_no_ratio_of_it():
    assert ratios({"backstock": Figure(10, server_us=0), "floor": FLOOR}) == {}


def test_summary_has_ratios_and_goals_of_each_case():
    found = summary(
        {"product": ALL}, [case("product")], has_goals=True, rows=6_000.4, rows_goal=5_000
    )

    assert found == {
        "product": {
            "fastapi": 10.0,
            "fastapi_cpu": 25.0,
            "fastapi_tuned": 1.25,
            "fastapi_tuned_cpu": 1.5,
            "floor": 0.6,
            "goal": 5,
            "goals": {"fastapi": 5, "fastapi_cpu": 6, "fastapi_tuned": 1, "floor": 0.4},
        },
        "import": {"rows_per_second": 6_000, "goal": 5_000},
    }


def test_summary_has_no_goals_where_none_were_set():
    found = summary({}, [case("product")], has_goals=False, rows=None, rows_goal=5_000)

    assert found == {"product": {"goal": None, "goals": {}}}


def test_medians_are_plain_json():
    assert json.loads(json.dumps(plain({"list": {"pgbench": Figure(5)}}))) == {
        "list": {
            "pgbench": {
                "per_second": 5,
                "p50_ms": None,
                "p99_ms": None,
                "server_us": None,
                "database_us": None,
            }
        }
    }
