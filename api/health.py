"""Is the process alive, and can it do its work?"""

from flask import Blueprint, Response, current_app

from api import readiness
from api.errors import NotReady
from config.stopping import is_stopping

STOPPING = {"server": "was told to stop"}

blp = Blueprint("health", __name__, url_prefix="/health")


@blp.get("/live")
def live() -> Response:
    """Answer as long as the process answers at all."""
    return current_app.json.response({"status": "ok"})


@blp.get("/ready")
def ready() -> Response:
    """Answer 200 if we may be sent requests, else 503 and what is the matter; within a second."""
    wrong = STOPPING if is_stopping() else readiness.wrong()
    if wrong:
        said = " ".join(f"The {name} {words}." for name, words in wrong.items())
        raise NotReady(said, checks=wrong)
    return current_app.json.response({"status": "ok"})
