"""Is the process alive, and can it do its work?"""

from flask import Blueprint, Response, current_app
from sqlalchemy import text

from models.work import current

blp = Blueprint("health", __name__, url_prefix="/health")


@blp.get("/live")
def live() -> Response:
    """Answer as long as the process answers at all."""
    return current_app.json.response({"status": "ok"})


@blp.get("/ready")
def ready() -> Response:
    """Answer 200 if the database does, else 503."""
    current().execute(text("SELECT 1"))
    return current_app.json.response({"status": "ok"})
