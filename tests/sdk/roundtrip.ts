/** The TypeScript SDK against a real server, whose address is in BASE_URL. */

import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  connect,
  createApiKey,
  createImport,
  createLocation,
  createOrder,
  createProduct,
  createProductKind,
  createStockMovement,
  downloadImportErrors,
  getImport,
  getLocation,
  getOrder,
  getProduct,
  isKind,
  isProblem,
  listImportRows,
  listProducts,
  login,
  pages,
  ProblemError,
  register,
  updateLocation,
  type ApiKeyCreate,
  type BookProductCreate,
  type Client,
  type OrderCreate,
} from "@backstock/client";

const baseUrl = process.env["BASE_URL"] ?? "";
const throwOnError = true;
let client: Client;

before(async () => {
  const nobody = connect({ baseUrl });
  const email = `${crypto.randomUUID()}@example.com`;
  const password = "a long password of mine";
  const account = { account_name: "Books", name: "Owner", email, password };
  await register({ client: nobody, body: account, throwOnError });
  const { data: tokens } = await login({ client: nobody, body: { email, password }, throwOnError });
  const owner = connect({ baseUrl, token: async () => tokens.access_token });
  const body: ApiKeyCreate = {
    name: "Web shop",
    scopes: [
      ...(["catalogue:read", "catalogue:write", "stock:read", "stock:write"] as const),
      ...(["orders:read", "orders:write", "data:read", "data:write"] as const),
    ],
  };
  const { data: key } = await createApiKey({ client: owner, body, throwOnError });
  client = connect({ baseUrl, apiKey: key.secret });
});

function book(title: string, sku: string): BookProductCreate {
  return {
    kind: "book",
    title,
    status: "active",
    attributes: { authors: ["Jane Austen"], publication_year: 1815 },
    variants: [{ sku, price_minor: 899 }],
  };
}

/** Receive units of a new book at a new location. */
async function stock(sku: string, quantity: number): Promise<void> {
  await createProduct({ client, body: book(sku, sku), throwOnError });
  const place = { code: sku.toLowerCase(), name: sku };
  const { data: location } = await createLocation({ client, body: place, throwOnError });
  await createStockMovement({
    client,
    headers: { "Idempotency-Key": `receive-${sku}` },
    body: { kind: "received", sku, location_id: location.id, quantity },
    throwOnError,
  });
}

function orderOf(sku: string, quantity: number): OrderCreate {
  return { currency: "EUR", customer: { email: "reader@example.com" }, lines: [{ sku, quantity }] };
}

test("a book has typed attributes", async () => {
  const { data: made } = await createProduct({ client, body: book("Emma", "TYPED"), throwOnError });

  const { data: read } = await getProduct({
    client,
    path: { product_id: made.id },
    throwOnError,
  });

  assert(isKind(read, "book"));
  const authors: string[] | undefined = read.attributes.authors;
  assert.deepEqual(authors, ["Jane Austen"]);
  assert.equal(read.variants[0]?.price_minor, 899);
  assert.deepEqual(read, made);
});

test("a product of the account's own kind has any attributes", async () => {
  const kind = { code: "poster", title: "Poster", json_schema: { type: "object" } };
  await createProductKind({ client, body: kind, throwOnError });

  const { data: made } = await createProduct({
    client,
    body: { kind: "poster", title: "Wave", attributes: { colour: "blue" } },
    throwOnError,
  });

  assert(!isKind(made, "book") && !isKind(made, "general"));
  assert.deepEqual(made.attributes, { colour: "blue" });
});

test("a list is walked to its end", async () => {
  const titles = ["Volume 1", "Volume 2", "Volume 3", "Volume 4", "Volume 5"];
  for (const title of titles) {
    await createProduct({ client, body: book(title, title.replace(" ", "-")), throwOnError });
  }

  const walked: string[] = [];
  const query = { limit: 2, sort: "title", q: "Volume" } as const;
  for await (const product of pages(listProducts, { client, query })) walked.push(product.title);

  assert.deepEqual(walked, titles);
});

test("a list that is refused throws", async () => {
  const rows = pages(listProducts, { client, query: { cursor: "wrong" } });

  await assert.rejects(
    async () => rows.next(),
    (error) => error instanceof ProblemError && error.problem?.code === "invalid-cursor",
  );
});

test("a repeated order is placed once", async () => {
  await stock("ONCE", 3);
  const headers = { "Idempotency-Key": "once" };
  const body = orderOf("ONCE", 2);

  const first = await createOrder({ client, headers, body, throwOnError });
  const again = await createOrder({ client, headers, body, throwOnError });

  assert.deepEqual([first.response.status, again.response.status], [201, 201]);
  assert.equal(first.response.headers.get("Idempotent-Replayed"), null);
  assert.equal(again.response.headers.get("Idempotent-Replayed"), "true");
  assert.deepEqual(again.data, first.data);
});

test("404 is a typed problem", async () => {
  const { error } = await getOrder({ client, path: { order_id: crypto.randomUUID() } });

  assert(isProblem(error, "order-not-found"));
  const status: 404 = error.status;
  assert.equal(status, 404);
});

test("409 says what is left", async () => {
  await stock("SHORT", 3);
  const headers = { "Idempotency-Key": "short" };

  const { error } = await createOrder({ client, headers, body: orderOf("SHORT", 4) });

  assert(isProblem(error, "insufficient-stock"));
  const [line] = error.details.lines;
  assert.deepEqual([line?.sku, line?.requested, line?.available], ["SHORT", 4, 3]);
});

test("412 keeps what somebody else wrote", async () => {
  const body = { code: "shop", name: "Shop" };
  const { data: place } = await createLocation({ client, body, throwOnError });
  const path = { location_id: place.id };
  const headers = { "If-Match": `"${place.version}"` };
  await updateLocation({ client, path, headers, body: { name: "Mine" }, throwOnError });

  const { error } = await updateLocation({ client, path, headers, body: { name: "Yours" } });

  assert(isProblem(error, "stale-version"));
  const { data: kept } = await getLocation({ client, path, throwOnError });
  assert.equal(kept.name, "Mine");
});

test("422 names the wrong fields", async () => {
  const headers = { "Idempotency-Key": "wrong" };

  const { error } = await createOrder({ client, headers, body: orderOf("ANY", 0) });

  assert(isProblem(error, "validation-failed"));
  const wrong = error.errors.map((field) => [field.in, field.pointer, field.code]);
  assert.deepEqual(wrong, [["body", "/lines/0/quantity", "out-of-range"]]);
});

test("an import is uploaded, and its errors downloaded", async () => {
  const { data: job } = await createImport({
    client,
    headers: { "Idempotency-Key": "china" },
    body: {
      file: new File(["No,title,price\nCUP,Tasse à thé,12.50\nPOT,A pot,dear\n"], "china.csv"),
      mapping: { sku: "No" },
      mode: "partial",
      dry_run: false,
    },
    throwOnError,
  });

  assert.deepEqual([job.status, job.counts.created, job.counts.refused], ["completed", 1, 1]);
  const path = { import_id: job.id };
  const { data: read } = await getImport({ client, path, throwOnError });
  assert.deepEqual(read, job);
  const { data: rows } = await listImportRows({
    client,
    path,
    query: { outcome: "refused" },
    throwOnError,
  });
  assert.deepEqual(rows.data.map(({ row, problems }) => [row, problems[0]?.column]), [[2, "price"]]);
  const { data: report } = await downloadImportErrors({ client, path, throwOnError });
  assert.deepEqual(report.trim().split(/\r?\n/), [
    "row,column,code,value,detail",
    '2,price,type,dear,"Must be a decimal number, such as 12.50."',
  ]);
});
