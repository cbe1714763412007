/** The same request again, where a second one may succeed and cannot do harm. */

const LONGEST_SECONDS = 60;

/** Make a fetch that sends a request again, at most so many times. */
export function retrying(send: typeof fetch, retries: number): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    for (let attempt = 1; attempt <= retries; attempt++) {
      try {
        const response = await send(request.clone());
        const seconds = retryAfter(response);
        if (seconds === undefined) return response;
        await pause(seconds + Math.random());
      } catch (error) {
        if (request.signal.aborted || !isRepeatable(request)) throw error;
        await pause((0.5 + Math.random() / 2) * 2 ** attempt / 4);
      }
    }
    return send(request);
  };
}

/** Seconds after which Backstock wants the request again; it has then done nothing yet. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return !response.ok && seconds <= LONGEST_SECONDS ? seconds : undefined;
}

/** Whether a request may arrive twice: nobody knows if one without an answer did arrive. */
function isRepeatable({ method, headers }: Request): boolean {
  return method === "GET" || headers.has("Idempotency-Key");
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
