/** The client of Backstock: what is generated from openapi.json, and four helpers beside it. */

export * from "./generated/index.js";
export type { AnyProblem } from "./generated/problems.gen.js";
export type { Client } from "./generated/client/index.js";
export { connect, type Connection } from "./connect.js";
export { isKind } from "./kinds.js";
export { pages } from "./pages.js";
export { isProblem, ProblemError } from "./problems.js";
