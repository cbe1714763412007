# -- start --
curl -s http://127.0.0.1:8000/health/ready

# -- register --
curl -s http://127.0.0.1:8000/v1/auth/register \
  -H 'Content-Type: application/json' \
  -d '{"account_name": "Corner Books", "currency": "EUR",
       "name": "Ada Lovelace", "email": "ada@example.com",
       "password": "correct-horse-battery"}'

# -- login --
TOKEN=$(curl -s http://127.0.0.1:8000/v1/auth/login \
  -H 'Content-Type: application/json' \
  -d '{"email": "ada@example.com",
       "password": "correct-horse-battery"}' \
  | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# -- shelf --
curl -s http://127.0.0.1:8000/v1/products \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"kind": "book", "status": "active",
       "title": "Pride and Prejudice",
       "attributes": {"authors": ["Jane Austen"]},
       "variants": [{"sku": "BK-0001", "price_minor": 999}]}'

PLACE=$(curl -s http://127.0.0.1:8000/v1/locations \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"code": "warehouse", "name": "Warehouse"}' \
  | sed 's/.*"id":"\([^"]*\)".*/\1/')

curl -s http://127.0.0.1:8000/v1/stock-movements \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Idempotency-Key: my-first-delivery' \
  -H 'Content-Type: application/json' \
  -d '{"kind": "received", "sku": "BK-0001",
       "location_id": "'$PLACE'", "quantity": 40}'

# -- look --
curl -s 'http://127.0.0.1:8000/v1/variants?limit=5' \
  -H "Authorization: Bearer $TOKEN"

curl -s http://127.0.0.1:8000/v1/availability \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"skus": ["BK-0001"]}'

# -- order --
curl -s http://127.0.0.1:8000/v1/orders \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Idempotency-Key: my-first-order' \
  -H 'Content-Type: application/json' \
  -d '{"currency": "EUR",
       "customer": {"email": "reader@example.com"},
       "lines": [{"sku": "BK-0001", "quantity": 1}]}'

# -- refusal --
curl -s http://127.0.0.1:8000/v1/orders \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Idempotency-Key: my-greedy-order' \
  -H 'Content-Type: application/json' \
  -d '{"currency": "EUR",
       "customer": {"email": "reader@example.com"},
       "lines": [{"sku": "BK-0001", "quantity": 1000}]}'

# -- key --
KEY=$(curl -s http://127.0.0.1:8000/v1/api-keys \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"name": "Web shop", "scopes": ["orders:read", "orders:write"]}' \
  | sed 's/.*"secret":"\([^"]*\)".*/\1/')

curl -s http://127.0.0.1:8000/v1/orders -H "X-API-Key: $KEY"
