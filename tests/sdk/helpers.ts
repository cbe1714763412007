/** What of the TypeScript SDK is written by hand, where no server would misbehave on demand. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { connect, createLocation, createOrder, getMe, isProblem, ProblemError } from "@backstock/client";

type Answer = () => Response;

const busy: Answer = () =>
  Response.json({ code: "service-busy", status: 503 }, { status: 503, headers: { "Retry-After": "0" } });
const limited: Answer = () =>
  Response.json({ code: "rate-limited", status: 429 }, { status: 429, headers: { "Retry-After": "42" } });
const broken: Answer = () => {
  throw new TypeError("fetch failed");
};
const page: Answer = () => new Response("<h1>Bad gateway</h1>", { status: 502 });
const done: Answer = () => Response.json({ id: "1" });

const order = {
  headers: { "Idempotency-Key": "once" },
  body: { currency: "EUR", customer: { email: "reader@example.com" }, lines: [] },
};
let requests: Request[];

/** A client whose server gives these answers, one after another. */
function facing(...answers: Answer[]) {
  const left = answers.values();
  const fetch = async (input: RequestInfo | URL) => {
    requests.push(input as Request);
    const next = left.next();
    assert(!next.done, "no more answers");
    return next.value();
  };
  return connect({ baseUrl: "http://backstock.example", apiKey: "bsk_1", fetch });
}

beforeEach(() => {
  requests = [];
  mock.method(globalThis, "setTimeout", (run: () => void) => queueMicrotask(run));
});

afterEach(() => mock.restoreAll());

test("who asked too much asks again when the window has ended", async () => {
  const { response } = await createOrder({ client: facing(limited, done), ...order });

  assert.equal(response?.status, 200);
  assert.equal(requests.length, 2);
});

test("a busy server is asked again, with the same body and key", async () => {
  const { response } = await createOrder({ client: facing(busy, busy, done), ...order });

  assert.equal(response?.status, 200);
  const sent = await Promise.all(requests.map((request) => request.text()));
  assert.deepEqual(sent, Array(3).fill(JSON.stringify(order.body)));
  assert.deepEqual(requests.map((request) => request.headers.get("X-API-Key")), Array(3).fill("bsk_1"));
});

test("a broken connection is tried again where that does no harm", async () => {
  const reading = await getMe({ client: facing(broken, broken, broken, done) });
  const ordering = await createOrder({ client: facing(broken, done), ...order });

  assert.deepEqual([reading.response?.status, ordering.response?.status], [200, 200]);
});

test("what may have been done and has no key is not tried again", async () => {
  const client = facing(broken, done);

  const { error } = await createLocation({ client, body: { code: "shop", name: "Shop" } });

  assert(error instanceof TypeError);
  assert.equal(requests.length, 1);
});

test("the last failure is given", async () => {
  const { error } = await getMe({ client: facing(busy, busy, busy, busy) });

  assert(isProblem(error, "service-busy"));
});

test("a refusal is thrown as a ProblemError if so wished", async () => {
  const client = facing(() => Response.json({ code: "invalid-api-key", status: 401, detail: "No." }, { status: 401 }));

  await assert.rejects(getMe({ client, throwOnError: true }), (error) => {
    assert(error instanceof ProblemError);
    assert.deepEqual([error.message, error.response.status], ["401 invalid-api-key: No.", 401]);
    return true;
  });
});

test("the error page of a proxy is no problem", async () => {
  const { error } = await getMe({ client: facing(page) });

  assert(!isProblem(error));
  await assert.rejects(getMe({ client: facing(page), throwOnError: true }), (thrown) => {
    assert(thrown instanceof ProblemError);
    assert.deepEqual([thrown.problem, thrown.message], [undefined, "502"]);
    return true;
  });
});
