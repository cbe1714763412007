"""Locations over HTTP."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
from schemas.stock import (
    LocationCreateSchema,
    LocationFilterSchema,
    LocationPatchSchema,
    LocationSchema,
)
from services.stock import locations

blp = Blueprint(
    "Locations", __name__, url_prefix="/v1/locations", description="Places that hold stock."
)


@blp.route("")
class Locations(MethodView):
    @blp.operation("listLocations", scopes=["stock:read"])
    @blp.lists(LocationFilterSchema, LocationSchema)
    def get(self, paging, filters):
        """List locations"""
        return locations.find(account_id(), paging, **filters)

    @blp.operation(
        "createLocation",
        scopes=["stock:write"],
        idempotency="accepted",
        etag=True,
        creates="/v1/locations/{id}",
        refuses=[locations.LocationCodeTaken],
    )
    @blp.arguments(LocationCreateSchema)
    @blp.response(201, LocationSchema)
    def post(self, body):
        """Open a location"""
        return locations.add(account_id(), **body)


@blp.route("/<uuid:location_id>")
class Location(MethodView):
    @blp.operation(
        "getLocation", scopes=["stock:read"], etag=True, refuses=[locations.LocationNotFound]
    )
    @blp.response(200, LocationSchema)
    def get(self, location_id):
        """See one location"""
        return locations.get(account_id(), location_id)

    @blp.operation(
        "updateLocation",
        scopes=["stock:write"],
        etag=True,
        refuses=[locations.LocationNotFound, locations.LocationCodeTaken],
    )
    @blp.patches(LocationPatchSchema)
    @blp.response(200, LocationSchema)
    def patch(self, body, location_id, version):
        """Change a location"""
        return locations.change(account_id(), location_id, version=version, **body)

    @blp.operation(
        "deleteLocation",
        scopes=["stock:write"],
        etag=True,
        refuses=[locations.LocationNotFound, locations.LocationInUse],
    )
    @blp.response(204)
    def delete(self, location_id, version):
        """Delete a location that never held stock"""
        locations.remove(account_id(), location_id, version=version)
