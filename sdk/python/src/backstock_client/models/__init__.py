"""Contains all the data models used in inputs/outputs"""

from .account import Account
from .account_patch import AccountPatch
from .allocation import Allocation
from .api_key import ApiKey
from .api_key_create import ApiKeyCreate
from .api_key_list import ApiKeyList
from .api_key_not_found_details import ApiKeyNotFoundDetails
from .api_key_not_found_problem import ApiKeyNotFoundProblem
from .api_key_patch import ApiKeyPatch
from .api_key_revoked_problem import ApiKeyRevokedProblem
from .api_key_rotation import ApiKeyRotation
from .api_key_with_secret import ApiKeyWithSecret
from .attributes import Attributes
from .attributes_invalid_problem import AttributesInvalidProblem
from .audit_entry import AuditEntry
from .audit_entry_list import AuditEntryList
from .availability import Availability
from .availability_check import AvailabilityCheck
from .available_sum import AvailableSum
from .body_too_large_details import BodyTooLargeDetails
from .body_too_large_problem import BodyTooLargeProblem
from .book_attributes import BookAttributes
from .book_attributes_format import BookAttributesFormat
from .book_check import BookCheck
from .book_product import BookProduct
from .book_product_create import BookProductCreate
from .code_not_found_details import CodeNotFoundDetails
from .code_not_found_problem import CodeNotFoundProblem
from .column_mapping import ColumnMapping
from .created_at_sort import CreatedAtSort
from .customer_input import CustomerInput
from .customer_snapshot import CustomerSnapshot
from .difference import Difference
from .email_taken_problem import EmailTakenProblem
from .expiry_passed_problem import ExpiryPassedProblem
from .external_ref_exists_details import ExternalRefExistsDetails
from .external_ref_exists_problem import ExternalRefExistsProblem
from .external_ref_taken_details import ExternalRefTakenDetails
from .external_ref_taken_problem import ExternalRefTakenProblem
from .field_change import FieldChange
from .field_error import FieldError
from .file_unreadable_problem import FileUnreadableProblem
from .fulfilment import Fulfilment
from .fulfilment_line import FulfilmentLine
from .fulfilment_list import FulfilmentList
from .fulfilment_not_found_details import FulfilmentNotFoundDetails
from .fulfilment_not_found_problem import FulfilmentNotFoundProblem
from .fulfilment_shipped_event import FulfilmentShippedEvent
from .fulfilment_status import FulfilmentStatus
from .general_attributes import GeneralAttributes
from .general_product import GeneralProduct
from .general_product_create import GeneralProductCreate
from .gtin_taken_details import GtinTakenDetails
from .gtin_taken_problem import GtinTakenProblem
from .idempotency_key_invalid_problem import IdempotencyKeyInvalidProblem
from .idempotency_key_missing_problem import IdempotencyKeyMissingProblem
from .idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from .if_match_missing_problem import IfMatchMissingProblem
from .import_ import Import
from .import_counts import ImportCounts
from .import_create import ImportCreate
from .import_finished_event import ImportFinishedEvent
from .import_list import ImportList
from .import_mode import ImportMode
from .import_not_found_details import ImportNotFoundDetails
from .import_not_found_problem import ImportNotFoundProblem
from .import_options import ImportOptions
from .import_row import ImportRow
from .import_row_list import ImportRowList
from .import_row_sort import ImportRowSort
from .insufficient_stock_details import InsufficientStockDetails
from .insufficient_stock_problem import InsufficientStockProblem
from .internal_error_problem import InternalErrorProblem
from .invalid_api_key_problem import InvalidApiKeyProblem
from .invalid_codes import InvalidCodes
from .invalid_credentials_problem import InvalidCredentialsProblem
from .invalid_cursor_problem import InvalidCursorProblem
from .invalid_reset_token_problem import InvalidResetTokenProblem
from .invalid_token_problem import InvalidTokenProblem
from .invalid_transition_details import InvalidTransitionDetails
from .invalid_transition_problem import InvalidTransitionProblem
from .job_status import JobStatus
from .json_number_too_long_details import JsonNumberTooLongDetails
from .json_number_too_long_problem import JsonNumberTooLongProblem
from .json_schema import JsonSchema
from .json_too_deep_details import JsonTooDeepDetails
from .json_too_deep_problem import JsonTooDeepProblem
from .kind_code_taken_details import KindCodeTakenDetails
from .kind_code_taken_problem import KindCodeTakenProblem
from .kind_in_use_details import KindInUseDetails
from .kind_in_use_problem import KindInUseProblem
from .kind_is_built_in_problem import KindIsBuiltInProblem
from .last_owner_problem import LastOwnerProblem
from .ledger_row import LedgerRow
from .line_not_on_hand import LineNotOnHand
from .location import Location
from .location_availability import LocationAvailability
from .location_code_taken_details import LocationCodeTakenDetails
from .location_code_taken_problem import LocationCodeTakenProblem
from .location_create import LocationCreate
from .location_in_use_problem import LocationInUseProblem
from .location_list import LocationList
from .location_not_found_details import LocationNotFoundDetails
from .location_not_found_problem import LocationNotFoundProblem
from .location_patch import LocationPatch
from .location_sort import LocationSort
from .login_create import LoginCreate
from .malformed_json_problem import MalformedJsonProblem
from .match_on import MatchOn
from .me import Me
from .me_patch import MePatch
from .missing_scope_details import MissingScopeDetails
from .missing_scope_problem import MissingScopeProblem
from .movement_kind import MovementKind
from .movement_sum import MovementSum
from .no_details import NoDetails
from .not_authenticated_problem import NotAuthenticatedProblem
from .not_on_hand_details import NotOnHandDetails
from .not_on_hand_problem import NotOnHandProblem
from .not_sellable_details import NotSellableDetails
from .not_sellable_problem import NotSellableProblem
from .nothing_to_match_details import NothingToMatchDetails
from .nothing_to_match_problem import NothingToMatchProblem
from .open_api_document import OpenApiDocument
from .open_api_document_components import OpenApiDocumentComponents
from .open_api_document_info import OpenApiDocumentInfo
from .open_api_document_paths import OpenApiDocumentPaths
from .open_reservation import OpenReservation
from .order import Order
from .order_action import OrderAction
from .order_cancelled_event import OrderCancelledEvent
from .order_completed_event import OrderCompletedEvent
from .order_confirmed_event import OrderConfirmedEvent
from .order_create import OrderCreate
from .order_created_event import OrderCreatedEvent
from .order_line import OrderLine
from .order_line_create import OrderLineCreate
from .order_line_unknown_details import OrderLineUnknownDetails
from .order_line_unknown_problem import OrderLineUnknownProblem
from .order_list import OrderList
from .order_location_unknown_details import OrderLocationUnknownDetails
from .order_location_unknown_problem import OrderLocationUnknownProblem
from .order_not_found_details import OrderNotFoundDetails
from .order_not_found_problem import OrderNotFoundProblem
from .order_sort import OrderSort
from .order_status import OrderStatus
from .order_total_too_large_details import OrderTotalTooLargeDetails
from .order_total_too_large_problem import OrderTotalTooLargeProblem
from .ordered_sku_unknown_details import OrderedSkuUnknownDetails
from .ordered_sku_unknown_problem import OrderedSkuUnknownProblem
from .other_product import OtherProduct
from .other_product_create import OtherProductCreate
from .own_password_problem import OwnPasswordProblem
from .password_reset import PasswordReset
from .password_reset_confirm import PasswordResetConfirm
from .password_reset_create import PasswordResetCreate
from .password_too_common_problem import PasswordTooCommonProblem
from .password_too_guessable_problem import PasswordTooGuessableProblem
from .problem import Problem
from .problem_details import ProblemDetails
from .product_created_event import ProductCreatedEvent
from .product_deleted_event import ProductDeletedEvent
from .product_in_use_problem import ProductInUseProblem
from .product_kind import ProductKind
from .product_kind_create import ProductKindCreate
from .product_kind_list import ProductKindList
from .product_kind_not_found_details import ProductKindNotFoundDetails
from .product_kind_not_found_problem import ProductKindNotFoundProblem
from .product_kind_patch import ProductKindPatch
from .product_list import ProductList
from .product_not_found_details import ProductNotFoundDetails
from .product_not_found_problem import ProductNotFoundProblem
from .product_patch import ProductPatch
from .product_sort import ProductSort
from .product_status import ProductStatus
from .product_updated_event import ProductUpdatedEvent
from .promises_exceeded_details import PromisesExceededDetails
from .promises_exceeded_problem import PromisesExceededProblem
from .quantity_too_large_details import QuantityTooLargeDetails
from .quantity_too_large_problem import QuantityTooLargeProblem
from .rate_limited_details import RateLimitedDetails
from .rate_limited_problem import RateLimitedProblem
from .recordable_kind import RecordableKind
from .refresh_create import RefreshCreate
from .refresh_token_reused_problem import RefreshTokenReusedProblem
from .registration_closed_problem import RegistrationClosedProblem
from .registration_create import RegistrationCreate
from .request_in_progress_problem import RequestInProgressProblem
from .request_part import RequestPart
from .reservation_status import ReservationStatus
from .role import Role
from .row_change import RowChange
from .row_outcome import RowOutcome
from .row_problem import RowProblem
from .schema_unusable_problem import SchemaUnusableProblem
from .scope import Scope
from .scope_not_held_details import ScopeNotHeldDetails
from .scope_not_held_problem import ScopeNotHeldProblem
from .service_busy_problem import ServiceBusyProblem
from .shipment_create import ShipmentCreate
from .shipment_line import ShipmentLine
from .short_line import ShortLine
from .sku_availability import SkuAvailability
from .sku_taken_details import SkuTakenDetails
from .sku_taken_problem import SkuTakenProblem
from .stale_version_details import StaleVersionDetails
from .stale_version_problem import StaleVersionProblem
from .stock_changed_details import StockChangedDetails
from .stock_changed_problem import StockChangedProblem
from .stock_explanation import StockExplanation
from .stock_level import StockLevel
from .stock_level_changed_event import StockLevelChangedEvent
from .stock_level_list import StockLevelList
from .stock_level_not_found_details import StockLevelNotFoundDetails
from .stock_level_not_found_problem import StockLevelNotFoundProblem
from .stock_level_patch import StockLevelPatch
from .stock_movement import StockMovement
from .stock_movement_create import StockMovementCreate
from .stock_movement_list import StockMovementList
from .stock_movement_not_found_details import StockMovementNotFoundDetails
from .stock_movement_not_found_problem import StockMovementNotFoundProblem
from .stock_promised_details import StockPromisedDetails
from .stock_promised_problem import StockPromisedProblem
from .token_type import TokenType
from .tokens import Tokens
from .too_many_rows_details import TooManyRowsDetails
from .too_many_rows_problem import TooManyRowsProblem
from .unknown_column_details import UnknownColumnDetails
from .unknown_column_problem import UnknownColumnProblem
from .unknown_import_location_details import UnknownImportLocationDetails
from .unknown_import_location_problem import UnknownImportLocationProblem
from .unknown_kind_details import UnknownKindDetails
from .unknown_kind_problem import UnknownKindProblem
from .unknown_location_details import UnknownLocationDetails
from .unknown_location_problem import UnknownLocationProblem
from .unknown_sku_details import UnknownSkuDetails
from .unknown_sku_problem import UnknownSkuProblem
from .unknown_target_details import UnknownTargetDetails
from .unknown_target_problem import UnknownTargetProblem
from .unsold_line import UnsoldLine
from .unsold_reason import UnsoldReason
from .unsupported_media_type_details import UnsupportedMediaTypeDetails
from .unsupported_media_type_problem import UnsupportedMediaTypeProblem
from .uri_too_long_details import UriTooLongDetails
from .uri_too_long_problem import UriTooLongProblem
from .user import User
from .user_create import UserCreate
from .user_list import UserList
from .user_not_found_details import UserNotFoundDetails
from .user_not_found_problem import UserNotFoundProblem
from .user_patch import UserPatch
from .user_required_problem import UserRequiredProblem
from .validation_failed_problem import ValidationFailedProblem
from .variant import Variant
from .variant_create import VariantCreate
from .variant_in_use_problem import VariantInUseProblem
from .variant_list import VariantList
from .variant_not_found_details import VariantNotFoundDetails
from .variant_not_found_problem import VariantNotFoundProblem
from .variant_patch import VariantPatch
from .variant_sort import VariantSort
from .variant_status import VariantStatus
from .verification import Verification
from .wrong_password_problem import WrongPasswordProblem

__all__ = (
    "Account",
    "AccountPatch",
    "Allocation",
    "ApiKey",
    "ApiKeyCreate",
    "ApiKeyList",
    "ApiKeyNotFoundDetails",
    "ApiKeyNotFoundProblem",
    "ApiKeyPatch",
    "ApiKeyRevokedProblem",
    "ApiKeyRotation",
    "ApiKeyWithSecret",
    "Attributes",
    "AttributesInvalidProblem",
    "AuditEntry",
    "AuditEntryList",
    "Availability",
    "AvailabilityCheck",
    "AvailableSum",
    "BodyTooLargeDetails",
    "BodyTooLargeProblem",
    "BookAttributes",
    "BookAttributesFormat",
    "BookCheck",
    "BookProduct",
    "BookProductCreate",
    "CodeNotFoundDetails",
    "CodeNotFoundProblem",
    "ColumnMapping",
    "CreatedAtSort",
    "CustomerInput",
    "CustomerSnapshot",
    "Difference",
    "EmailTakenProblem",
    "ExpiryPassedProblem",
    "ExternalRefExistsDetails",
    "ExternalRefExistsProblem",
    "ExternalRefTakenDetails",
    "ExternalRefTakenProblem",
    "FieldChange",
    "FieldError",
    "FileUnreadableProblem",
    "Fulfilment",
    "FulfilmentLine",
    "FulfilmentList",
    "FulfilmentNotFoundDetails",
    "FulfilmentNotFoundProblem",
    "FulfilmentShippedEvent",
    "FulfilmentStatus",
    "GeneralAttributes",
    "GeneralProduct",
    "GeneralProductCreate",
    "GtinTakenDetails",
    "GtinTakenProblem",
    "IdempotencyKeyInvalidProblem",
    "IdempotencyKeyMissingProblem",
    "IdempotencyKeyReusedProblem",
    "IfMatchMissingProblem",
    "Import",
    "ImportCounts",
    "ImportCreate",
    "ImportFinishedEvent",
    "ImportList",
    "ImportMode",
    "ImportNotFoundDetails",
    "ImportNotFoundProblem",
    "ImportOptions",
    "ImportRow",
    "ImportRowList",
    "ImportRowSort",
    "InsufficientStockDetails",
    "InsufficientStockProblem",
    "InternalErrorProblem",
    "InvalidApiKeyProblem",
    "InvalidCodes",
    "InvalidCredentialsProblem",
    "InvalidCursorProblem",
    "InvalidResetTokenProblem",
    "InvalidTokenProblem",
    "InvalidTransitionDetails",
    "InvalidTransitionProblem",
    "JobStatus",
    "JsonNumberTooLongDetails",
    "JsonNumberTooLongProblem",
    "JsonSchema",
    "JsonTooDeepDetails",
    "JsonTooDeepProblem",
    "KindCodeTakenDetails",
    "KindCodeTakenProblem",
    "KindInUseDetails",
    "KindInUseProblem",
    "KindIsBuiltInProblem",
    "LastOwnerProblem",
    "LedgerRow",
    "LineNotOnHand",
    "Location",
    "LocationAvailability",
    "LocationCodeTakenDetails",
    "LocationCodeTakenProblem",
    "LocationCreate",
    "LocationInUseProblem",
    "LocationList",
    "LocationNotFoundDetails",
    "LocationNotFoundProblem",
    "LocationPatch",
    "LocationSort",
    "LoginCreate",
    "MalformedJsonProblem",
    "MatchOn",
    "Me",
    "MePatch",
    "MissingScopeDetails",
    "MissingScopeProblem",
    "MovementKind",
    "MovementSum",
    "NoDetails",
    "NotAuthenticatedProblem",
    "NothingToMatchDetails",
    "NothingToMatchProblem",
    "NotOnHandDetails",
    "NotOnHandProblem",
    "NotSellableDetails",
    "NotSellableProblem",
    "OpenApiDocument",
    "OpenApiDocumentComponents",
    "OpenApiDocumentInfo",
    "OpenApiDocumentPaths",
    "OpenReservation",
    "Order",
    "OrderAction",
    "OrderCancelledEvent",
    "OrderCompletedEvent",
    "OrderConfirmedEvent",
    "OrderCreate",
    "OrderCreatedEvent",
    "OrderedSkuUnknownDetails",
    "OrderedSkuUnknownProblem",
    "OrderLine",
    "OrderLineCreate",
    "OrderLineUnknownDetails",
    "OrderLineUnknownProblem",
    "OrderList",
    "OrderLocationUnknownDetails",
    "OrderLocationUnknownProblem",
    "OrderNotFoundDetails",
    "OrderNotFoundProblem",
    "OrderSort",
    "OrderStatus",
    "OrderTotalTooLargeDetails",
    "OrderTotalTooLargeProblem",
    "OtherProduct",
    "OtherProductCreate",
    "OwnPasswordProblem",
    "PasswordReset",
    "PasswordResetConfirm",
    "PasswordResetCreate",
    "PasswordTooCommonProblem",
    "PasswordTooGuessableProblem",
    "Problem",
    "ProblemDetails",
    "ProductCreatedEvent",
    "ProductDeletedEvent",
    "ProductInUseProblem",
    "ProductKind",
    "ProductKindCreate",
    "ProductKindList",
    "ProductKindNotFoundDetails",
    "ProductKindNotFoundProblem",
    "ProductKindPatch",
    "ProductList",
    "ProductNotFoundDetails",
    "ProductNotFoundProblem",
    "ProductPatch",
    "ProductSort",
    "ProductStatus",
    "ProductUpdatedEvent",
    "PromisesExceededDetails",
    "PromisesExceededProblem",
    "QuantityTooLargeDetails",
    "QuantityTooLargeProblem",
    "RateLimitedDetails",
    "RateLimitedProblem",
    "RecordableKind",
    "RefreshCreate",
    "RefreshTokenReusedProblem",
    "RegistrationClosedProblem",
    "RegistrationCreate",
    "RequestInProgressProblem",
    "RequestPart",
    "ReservationStatus",
    "Role",
    "RowChange",
    "RowOutcome",
    "RowProblem",
    "SchemaUnusableProblem",
    "Scope",
    "ScopeNotHeldDetails",
    "ScopeNotHeldProblem",
    "ServiceBusyProblem",
    "ShipmentCreate",
    "ShipmentLine",
    "ShortLine",
    "SkuAvailability",
    "SkuTakenDetails",
    "SkuTakenProblem",
    "StaleVersionDetails",
    "StaleVersionProblem",
    "StockChangedDetails",
    "StockChangedProblem",
    "StockExplanation",
    "StockLevel",
    "StockLevelChangedEvent",
    "StockLevelList",
    "StockLevelNotFoundDetails",
    "StockLevelNotFoundProblem",
    "StockLevelPatch",
    "StockMovement",
    "StockMovementCreate",
    "StockMovementList",
    "StockMovementNotFoundDetails",
    "StockMovementNotFoundProblem",
    "StockPromisedDetails",
    "StockPromisedProblem",
    "Tokens",
    "TokenType",
    "TooManyRowsDetails",
    "TooManyRowsProblem",
    "UnknownColumnDetails",
    "UnknownColumnProblem",
    "UnknownImportLocationDetails",
    "UnknownImportLocationProblem",
    "UnknownKindDetails",
    "UnknownKindProblem",
    "UnknownLocationDetails",
    "UnknownLocationProblem",
    "UnknownSkuDetails",
    "UnknownSkuProblem",
    "UnknownTargetDetails",
    "UnknownTargetProblem",
    "UnsoldLine",
    "UnsoldReason",
    "UnsupportedMediaTypeDetails",
    "UnsupportedMediaTypeProblem",
    "UriTooLongDetails",
    "UriTooLongProblem",
    "User",
    "UserCreate",
    "UserList",
    "UserNotFoundDetails",
    "UserNotFoundProblem",
    "UserPatch",
    "UserRequiredProblem",
    "ValidationFailedProblem",
    "Variant",
    "VariantCreate",
    "VariantInUseProblem",
    "VariantList",
    "VariantNotFoundDetails",
    "VariantNotFoundProblem",
    "VariantPatch",
    "VariantSort",
    "VariantStatus",
    "Verification",
    "WrongPasswordProblem",
)
