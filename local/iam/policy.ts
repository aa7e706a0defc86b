/** IAM policy documents as templates and the responses of authorizers contain them. */

/** A value or several, as IAM's JSON allows for most elements. */
export type OneOrMany<Value> = Value | readonly Value[];

/** One statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  /** In resource-based policies only. */
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>
  >;
}

/** A policy document. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: OneOrMany<Statement>;
}
