"""The web: `create_app` puts extensions, resources and error handlers together."""

from flask import Flask
from flask_migrate import Migrate

from api import (
    accounts,
    api_keys,
    audit_log,
    auth,
    cli,
    contract,
    cors,
    docs,
    fulfilments,
    headers,
    health,
    imports,
    jwks,
    limits,
    locations,
    logs,
    mail,
    measured,
    openapi,
    orders,
    password_resets,
    problems,
    product_kinds,
    products,
    readiness,
    sentry,
    sessions,
    stock,
    stock_movements,
    tokens,
    tracing,
    transaction,
    users,
    variants,
)
from api.json import OrjsonProvider
from api.transaction import TransactionalFlask
from config import Settings, read_settings
from models import db
from models.engine import options_of, prepare
from services.access import passwords

RESOURCES = (
    sessions,
    password_resets,
    accounts,
    users,
    api_keys,
    audit_log,
    product_kinds,
    products,
    variants,
    locations,
    stock,
    stock_movements,
    orders,
    fulfilments,
    imports,
    contract,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the app for `settings`, by default those of the environment."""
    settings = settings or read_settings()
    logs.configure(settings.log_level)
    app = TransactionalFlask("api", static_folder=None, template_folder="templates")
    app.json = OrjsonProvider(app)
    app.url_map.merge_slashes = False  # a redirect would lead to whatever Host says
    app.config.update(
        SETTINGS=settings,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_body_bytes,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=options_of(settings),
    )
    _connect_database(app)
    logs.register(app)
    cors.register(app, settings)
    cli.register(app)
    problems.register(app)
    tokens.register(app, settings)
    mail.register(app, settings)
    passwords.hash_at_once(settings.password_hashes_at_once)
    auth.register(app)
    limits.register(app)
    for blueprint in (docs.blp, health.blp, jwks.blp):
        app.register_blueprint(blueprint)
    api = openapi.register(app)
    for resource in RESOURCES:
        api.register_blueprint(resource.blp)
    with app.app_context():
        measured.register(app, settings, db.engine)
    sentry.register(app, settings)
    tracing.register(app, settings)
    app.wsgi_app = headers.on_every_answer(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _connect_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, render_as_batch=True)
    with app.app_context():
        prepare(db.engine)
        transaction.register(app)
        readiness.register(app)
