/** Refusals: telling one from another, and throwing them. */

import type { AnyProblem } from "./generated/problems.gen.js";

/** The codes that an operation's error names; not the fallback's, which may be any. */
type CodeOf<E> = E extends { code: infer C extends string }
  ? string extends C
    ? never
    : C
  : never;

/** Whether an error is a refusal of Backstock: of whatever kind, or of one code. */
export function isProblem(error: unknown): error is AnyProblem;
export function isProblem<E, C extends string>(
  error: E,
  code: C & CodeOf<E>,
): error is Extract<E, { code: C }>;
export function isProblem(error: unknown, code?: string): boolean {
  if (typeof error !== "object" || error === null || !("code" in error && "status" in error)) {
    return false;
  }
  return code === undefined || error.code === code;
}

/** What calls throw with `throwOnError`, and `pages` always: a refusal, or a foreign error page. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** What Backstock said; undefined if something in between answered. */
    readonly problem: AnyProblem | undefined,
    readonly response: Response,
  ) {
    super(problem ? `${problem.status} ${problem.code}: ${problem.detail}` : `${response.status}`);
  }
}

/** Make the error to throw from what a call failed with: a refusal, a page, or no answer at all. */
export function thrown(error: unknown, response: Response | undefined): unknown {
  if (error instanceof Error || response === undefined) return error;
  return new ProblemError(isProblem(error) ? error : undefined, response);
}
