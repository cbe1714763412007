/** Products by kind: TypeScript cannot exclude the known kinds from the others' `kind: string`. */

interface OfKind {
  kind: string;
}

type KindOf<P> = P extends { kind: infer K extends string }
  ? string extends K
    ? never
    : K
  : never;

/** Whether a product is of this kind; narrows it, and so its attributes. */
export function isKind<P extends OfKind, K extends string>(
  product: P,
  kind: K & KindOf<P>,
): product is Extract<P, { kind: K }>;
export function isKind(product: OfKind, kind: string): boolean {
  return product.kind === kind;
}
