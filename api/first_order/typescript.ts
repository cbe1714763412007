// The first order with the TypeScript SDK, shown on the landing page; run whole by a test.

// -- start --
import { connect } from "@backstock/client";

const baseUrl = "http://127.0.0.1:8000";
const anyone = connect({ baseUrl });

// -- register --
import { register } from "@backstock/client";

await register({
  client: anyone,
  throwOnError: true,
  body: {
    account_name: "Corner Books",
    currency: "EUR",
    name: "Ada Lovelace",
    email: "ada@example.com",
    password: "correct-horse-battery",
  },
});

// -- login --
import { login } from "@backstock/client";

const { data: tokens } = await login({
  client: anyone,
  throwOnError: true,
  body: {
    email: "ada@example.com",
    password: "correct-horse-battery",
  },
});
const client = connect({ baseUrl, token: tokens.access_token });

// -- shelf --
import {
  createLocation,
  createProduct,
  createStockMovement,
} from "@backstock/client";

await createProduct({
  client,
  throwOnError: true,
  body: {
    kind: "book",
    title: "Pride and Prejudice",
    status: "active",
    attributes: { authors: ["Jane Austen"] },
    variants: [{ sku: "BK-0001", price_minor: 999 }],
  },
});
const { data: place } = await createLocation({
  client,
  throwOnError: true,
  body: { code: "warehouse", name: "Warehouse" },
});
await createStockMovement({
  client,
  throwOnError: true,
  headers: { "Idempotency-Key": "my-first-delivery" },
  body: {
    kind: "received",
    sku: "BK-0001",
    location_id: place.id,
    quantity: 40,
  },
});

// -- look --
import { checkAvailability, listVariants, pages } from "@backstock/client";

for await (const variant of pages(listVariants, { client })) {
  console.log(variant.sku, variant.price_minor, variant.currency);
}

const { data: answer } = await checkAvailability({
  client,
  throwOnError: true,
  body: { skus: ["BK-0001"] },
});
console.log(answer.data[0]?.available);

// -- order --
import { createOrder } from "@backstock/client";

const { data: order } = await createOrder({
  client,
  throwOnError: true,
  headers: { "Idempotency-Key": "my-first-order" },
  body: {
    currency: "EUR",
    customer: { email: "reader@example.com" },
    lines: [{ sku: "BK-0001", quantity: 1 }],
  },
});
console.log(order.number, order.status, order.total_minor);

// -- refusal --
import { isProblem } from "@backstock/client";

const { error } = await createOrder({
  client,
  headers: { "Idempotency-Key": "my-greedy-order" },
  body: {
    currency: "EUR",
    customer: { email: "reader@example.com" },
    lines: [{ sku: "BK-0001", quantity: 1000 }],
  },
});
if (isProblem(error, "insufficient-stock")) {
  for (const line of error.details.lines) {
    console.log(line.sku, "has only", line.available);
  }
}

// -- key --
import { createApiKey, listOrders } from "@backstock/client";

const { data: key } = await createApiKey({
  client,
  throwOnError: true,
  body: {
    name: "Web shop",
    scopes: ["orders:read", "orders:write"],
  },
});
const shop = connect({ baseUrl, apiKey: key.secret });
for await (const placed of pages(listOrders, { client: shop })) {
  console.log(placed.number, placed.status);
}
