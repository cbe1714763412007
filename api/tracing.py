"""A span for each request, for OpenTelemetry: which operation, how long, how it ended.

No path, query, header or body: a route and a status say where time goes.
"""

import time
from typing import Any

from flask import Flask, Response, g, request

from config import Settings

KNOWN_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}


def register(app: Flask, settings: Settings, exporter: Any = None) -> None:
    """Trace requests, if OTEL_EXPORTER_OTLP_ENDPOINT says whom to tell."""
    if not settings.otel_exporter_otlp_endpoint:
        return
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "backstock"}))
    provider.add_span_processor(BatchSpanProcessor(exporter or _exporter(settings)))
    app.extensions["backstock-tracing"] = provider
    app.after_request(_Traced(provider.get_tracer("backstock")))


def _exporter(settings: Settings) -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    base = settings.otel_exporter_otlp_endpoint.rstrip("/")
    return OTLPSpanExporter(endpoint=f"{base}/v1/traces")


class _Traced:
    """Makes a span of a request when it has been answered."""

    def __init__(self, tracer: Any) -> None:
        from opentelemetry.trace import SpanKind, Status, StatusCode
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._tracer = tracer
        self._context = TraceContextTextMapPropagator().extract
        self._server = SpanKind.SERVER
        self._failed = Status(StatusCode.ERROR)

    def __call__(self, response: Response) -> Response:
        ended = time.time_ns()
        started = ended - int((time.perf_counter() - g.started) * 1_000_000_000)
        method = request.method if request.method in KNOWN_METHODS else "_OTHER"
        route = request.url_rule.rule if request.url_rule else ""
        given = {
            name: request.headers[name]
            for name in ("traceparent", "tracestate")
            if name in request.headers
        }
        span = self._tracer.start_span(
            f"{method} {route}".strip(),
            context=self._context(given) if given else None,
            kind=self._server,
            start_time=started,
            attributes={
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": response.status_code,
                "backstock.request_id": g.request_id,
            },
        )
        if response.status_code >= 500:
            span.set_status(self._failed)
        span.end(ended)
        return response
