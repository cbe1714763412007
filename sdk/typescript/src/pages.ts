/** Every row of a list, page after page. */

import { thrown } from "./problems.js";

interface Answer {
  data?: { data: unknown[]; next_cursor: string | null } | undefined;
  error?: unknown;
  response?: Response | undefined;
}

type List = (options: never) => Promise<Answer>;

type OptionsOf<L extends List> = NonNullable<Parameters<L>[0]>;

type RowOf<L extends List> = Awaited<ReturnType<L>> extends infer A
  ? A extends { data: { data: (infer Row)[] } }
    ? Row
    : never
  : never;

/** Call a list with these options until its last page; give row by row. */
export async function* pages<L extends List>(
  list: L,
  options: OptionsOf<L>,
): AsyncGenerator<RowOf<L>, void, undefined> {
  let following: { query?: object } = options;
  for (;;) {
    const { data, error, response } = await list(following as never);
    if (data === undefined) throw thrown(error, response);
    yield* data.data as RowOf<L>[];
    if (data.next_cursor === null) return;
    following = { ...following, query: { ...following.query, cursor: data.next_cursor } };
  }
}
