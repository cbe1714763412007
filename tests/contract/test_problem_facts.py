"""What an error carries in `details` is what the document says of it, at every place it is raised.

The source is read, since no suite raises every error in every way.
"""

import ast
import importlib
import pkgutil

import api
import services
from api.error_catalogue import catalogue
from config import ROOT
from schemas.problems import DETAILS
from services.errors import Invalid, NotFound

PLACE = {"pointer", "location"}
"""Arguments of `Invalid` that say where; they go to `errors`."""


def refusals():
    """Give every error by the name of its class."""
    for package in (api, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return {refusal.__name__: refusal for refusal in catalogue().values()}


def sources():
    for folder in ("services", "api"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def called(node):
    """Give the name of what a call calls, without its module."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None)


def raised(known):
    """Give each place where an error is made: where, which, and the facts it is given.

    `None` stands for arguments that cannot be read off the source. A class that `explained`
    is given bare is made without any.
    """
    for path, tree in sources():
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            place = f"{path}:{node.lineno}"
            if called(node) in known:
                refusal = known[called(node)]
                yield place, refusal, {keyword.arg for keyword in node.keywords}
            if called(node) == "explained":
                for value in (keyword.value for keyword in node.keywords):
                    if isinstance(value, ast.Name) and value.id in known:
                        yield place, known[value.id], set()


def facts(refusal):
    """Give the facts that are declared: those always there, and all."""
    schema = DETAILS.get(refusal.code())
    declared = schema().fields if schema else {}
    return {n for n, f in declared.items() if not f.metadata.get("optional")}, {*declared}


def wrong():
    for place, refusal, given in raised(refusals()):
        if issubclass(refusal, Invalid):
            given -= PLACE
        always, known = facts(refusal)
        if not always <= given <= known:
            yield place, refusal.__name__, sorted(map(str, given))


def test_errors_carry_the_facts_that_are_declared():
    assert list(wrong()) == []


def test_facts_are_declared_of_errors_there_are():
    codes = {refusal.code() for refusal in refusals().values()}

    assert DETAILS.keys() - codes == set()


def test_every_missing_row_is_named_by_its_id():
    by_code = {"code-not-found"}
    missing = {r.code() for r in refusals().values() if issubclass(r, NotFound)} - by_code

    assert {code: facts_of(code) for code in missing} == dict.fromkeys(missing, ({"id"}, {"id"}))


def facts_of(code):
    return facts(next(r for r in refusals().values() if r.code() == code))
