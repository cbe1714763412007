"""Who may do what, written by hand: the other side of what the document says.

A new operation needs its row here. Roles: Owner, Manager, Staff, Viewer; then the scopes that an
API key needs, all of them; `users-only` refuses every key. `anybody` needs no credential.
"""

from dataclasses import dataclass

ROLES = {"O": "owner", "M": "manager", "S": "staff", "V": "viewer"}
ANYBODY = "anybody"
USERS_ONLY = "users-only"
TABLE = """
register               anybody
login                  anybody
refreshTokens          anybody
logout                 anybody
requestPasswordReset   anybody
confirmPasswordReset   anybody
getMe                  OMSV
updateMe               OMSV     users-only
getAccount             OM--     access:read
updateAccount          O---     access:write
listUsers              OM--     access:read
createUser             O---     access:write
getUser                OM--     access:read
updateUser             O---     access:write
listApiKeys            OM--     access:read
createApiKey           O---     access:write
getApiKey              OM--     access:read
updateApiKey           O---     access:write
revokeApiKey           O---     access:write
rotateApiKey           O---     access:write
listAuditLog           OM--     access:read
listProductKinds       OMSV     catalogue:read
createProductKind      OM--     catalogue:write
getProductKind         OMSV     catalogue:read
updateProductKind      OM--     catalogue:write
deleteProductKind      OM--     catalogue:write
listProducts           OMSV     catalogue:read
createProduct          OM--     catalogue:write
getProduct             OMSV     catalogue:read
updateProduct          OM--     catalogue:write
deleteProduct          OM--     catalogue:write
createVariant          OM--     catalogue:write
listVariants           OMSV     catalogue:read
getVariantByCode       OMSV     catalogue:read
getVariant             OMSV     catalogue:read
updateVariant          OM--     catalogue:write
deleteVariant          OM--     catalogue:write
listLocations          OMSV     stock:read
createLocation         OMS-     stock:write
getLocation            OMSV     stock:read
updateLocation         OMS-     stock:write
deleteLocation         OMS-     stock:write
listStockLevels        OMSV     stock:read
getStockLevel          OMSV     stock:read
updateStockLevel       OMS-     stock:write
explainStockLevel      OMSV     stock:read
checkAvailability      OMSV     stock:read
verifyStock            OMSV     stock:read
listStockMovements     OMSV     stock:read
createStockMovement    OMS-     stock:write
getStockMovement       OMSV     stock:read
listOrders             OMSV     orders:read
createOrder            OMS-     orders:write
getOrder               OMSV     orders:read
confirmOrder           OMS-     orders:write
cancelOrder            OMS-     orders:write
shipOrder              OMS-     orders:write
listFulfilments        OMSV     orders:read
getFulfilment          OMSV     orders:read
listImports            OMSV     data:read
createImport           OM--     data:write catalogue:write stock:write
getImport              OMSV     data:read
listImportRows         OMSV     data:read
downloadImportErrors   OMSV     data:read
getContract            OMSV     catalogue:read
"""


@dataclass(frozen=True)
class Permission:
    """Who may call one operation."""

    roles: frozenset[str]
    scopes: frozenset[str]
    is_public: bool
    is_for_users: bool


def _read(roles: str, *scopes: str) -> Permission:
    named = frozenset(ROLES[letter] for letter in roles if letter in ROLES)
    needed = frozenset(scopes) - {USERS_ONLY}
    return Permission(named, needed, roles == ANYBODY, USERS_ONLY in scopes)


PERMISSIONS = {name: _read(*rest) for name, *rest in map(str.split, TABLE.strip().splitlines())}
