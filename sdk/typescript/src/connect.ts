/** A client for one server and one caller. */

import { type Client, createClient } from "./generated/client/index.js";
import { thrown } from "./problems.js";
import { retrying } from "./retries.js";

/** Where Backstock is, and who calls: with an API key, with an access token, or nobody yet. */
export interface Connection {
  baseUrl: string;
  apiKey?: string;
  /** A function is asked before each call, so that it may refresh the token. */
  token?: string | (() => string | Promise<string>);
  /** How often a request is sent again if that may help and cannot do harm; 3 times. */
  retries?: number;
  fetch?: typeof fetch;
}

export function connect(connection: Connection): Client {
  const { baseUrl, apiKey, token, retries = 3 } = connection;
  const client = createClient({
    baseUrl,
    auth: ({ type }) => (type === "apiKey" ? apiKey : typeof token === "function" ? token() : token),
    fetch: retrying(connection.fetch ?? globalThis.fetch, retries),
  });
  client.interceptors.error.use((error, response, _request, options) =>
    options.throwOnError ? thrown(error, response) : error,
  );
  return client;
}
