from typing import Literal, cast

TokenType = Literal["Bearer"]

TOKEN_TYPE_VALUES: set[TokenType] = {
    "Bearer",
}


def check_token_type(value: str) -> TokenType:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(TokenType, value)
