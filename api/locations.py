"""Locations over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from api.idempotency import idempotent
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
    @requires("stock:read")
    @blp.doc(operationId="listLocations")
    @blp.lists(LocationFilterSchema, LocationSchema)
    def get(self, paging, filters):
        """List locations"""
        return locations.find(account_id(), paging, **filters)

    @requires("stock:write")
    @idempotent()
    @blp.doc(operationId="createLocation")
    @blp.arguments(LocationCreateSchema)
    @blp.versioned
    @blp.response(201, LocationSchema)
    @blp.refuses(locations.LocationCodeTaken)
    def post(self, body):
        """Open a location"""
        return locations.add(account_id(), **body)


@blp.route("/<uuid:location_id>")
class Location(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="getLocation")
    @blp.versioned
    @blp.response(200, LocationSchema)
    @blp.refuses(locations.LocationNotFound)
    def get(self, location_id):
        """See one location"""
        return locations.get(account_id(), location_id)

    @requires("stock:write")
    @blp.doc(operationId="updateLocation")
    @blp.if_match
    @blp.patches(LocationPatchSchema)
    @blp.versioned
    @blp.response(200, LocationSchema)
    @blp.refuses(locations.LocationNotFound, locations.LocationCodeTaken)
    def patch(self, body, location_id, version):
        """Change a location"""
        return locations.change(account_id(), location_id, version=version, **body)

    @requires("stock:write")
    @blp.doc(operationId="deleteLocation")
    @blp.if_match
    @blp.response(204)
    @blp.refuses(locations.LocationNotFound, locations.LocationInUse)
    def delete(self, location_id, version):
        """Delete a location that never held stock"""
        locations.remove(account_id(), location_id, version=version)
