/** The environment variables of the functions: their names and types, written by the stack and read by the code. */

interface Variable<Value> {
  readonly name: string;
  format(value: Value): string;
  /** Returns undefined when the text is no such value. */
  parse(text: string): Value | undefined;
}

const text = (name: string): Variable<string> => ({
  name,
  format: (value) => value,
  parse: (value) => (value === '' ? undefined : value),
});

const integer = (name: string): Variable<number> => ({
  name,
  format: String,
  parse: (value) => (/^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined),
});

/** A comma-separated list that may be empty; no entry may hold a comma. */
const optionalList = (name: string): Variable<readonly string[]> => ({
  name,
  format: (values) => values.join(','),
  parse: (value) => (value === '' ? [] : value.split(',')),
});

/** A comma-separated list with at least one entry; no entry may hold a comma. */
const list = (name: string): Variable<readonly string[]> => ({
  name,
  format: (values) => values.join(','),
  parse: (value) => {
    const entries = value.split(',');
    return entries.every((entry) => entry !== '') ? entries : undefined;
  },
});

const choice = <Value extends string>(name: string, ...values: readonly Value[]): Variable<Value> => ({
  name,
  format: (value) => value,
  parse: (value) => values.find((known) => known === value),
});

const tableName = text('TABLE_NAME');
const issuer = text('ISSUER');
const audience = text('AUDIENCE');
/** Origins whose pages may read answers: `*`, or exact origins such as `https://app.example.com`. */
const corsOrigins = optionalList('CORS_ORIGINS');

/** The variables of each function. KMS keys are named by key id, which is also the `kid` of their tokens. */
export const variables = {
  authorizer: {
    tableName,
    audience,
    /** Issuers whose tokens are accepted: this API's own and, after a move, the former ones. */
    acceptedIssuers: list('ACCEPTED_ISSUERS'),
    /** KMS keys whose signatures are accepted. */
    verificationKeys: list('VERIFICATION_KEYS'),
    /** `immediate`: read the session at every call; `on-expiry`: trust a token until it expires. */
    revocation: choice('REVOCATION', 'immediate', 'on-expiry'),
    /** Sessions that began earlier are over, in epoch seconds; 0 ends none. */
    sessionsNotBefore: integer('SESSIONS_NOT_BEFORE'),
  },
  auth: {
    tableName,
    issuer,
    audience,
    /** The `client_id` claim of access tokens (RFC 9068 section 2.2). */
    clientId: text('CLIENT_ID'),
    corsOrigins,
    /** The KMS key that signs. */
    signingKey: text('SIGNING_KEY'),
    /** The KMS HMAC key under which names are hashed before they are logged. */
    nameHashKey: text('NAME_HASH_KEY'),
    accessTokenSeconds: integer('ACCESS_TOKEN_SECONDS'),
    passwordMinLength: integer('PASSWORD_MIN_LENGTH'),
    passwordMaxLength: integer('PASSWORD_MAX_LENGTH'),
    /** argon2id's m, in KiB. */
    argon2MemoryKib: integer('ARGON2_MEMORY_KIB'),
    /** argon2id's t. */
    argon2Iterations: integer('ARGON2_ITERATIONS'),
    /** argon2id's p. */
    argon2Parallelism: integer('ARGON2_PARALLELISM'),
  },
  foo: { tableName, corsOrigins },
  discovery: {
    issuer,
    corsOrigins,
    /** KMS keys whose public halves are published. */
    verificationKeys: list('VERIFICATION_KEYS'),
    /** How long clients may keep the published keys. */
    jwksMaxAgeSeconds: integer('JWKS_MAX_AGE_SECONDS'),
  },
} as const;

/** A function that has an environment of ours. */
export type FunctionName = keyof typeof variables;

type ValueOf<V> = V extends Variable<infer Value> ? Value : never;

/** What one function is told by the stack. */
export type Environment<Name extends FunctionName> = {
  readonly [Field in keyof (typeof variables)[Name]]: ValueOf<(typeof variables)[Name][Field]>;
};

function fieldsOf(name: FunctionName): [string, Variable<unknown>][] {
  return Object.entries(variables[name] as Record<string, Variable<unknown>>);
}

/** Writes a function's settings as environment variables. The values may hold CDK tokens. */
export function formatEnvironment<Name extends FunctionName>(
  name: Name,
  values: Environment<Name>,
): Record<string, string> {
  const byField = values as Record<string, unknown>;
  return Object.fromEntries(
    fieldsOf(name).map(([field, variable]) => [variable.name, variable.format(byField[field])]),
  );
}

/**
 * Reads a function's settings, at load, so that a missing one fails the start and not a request.
 * @throws Error naming every variable that is missing or malformed, never its value
 */
export function parseEnvironment<Name extends FunctionName>(
  name: Name,
  source: Readonly<Record<string, string | undefined>>,
): Environment<Name> {
  const parsed = fieldsOf(name).map(([field, variable]) => {
    const value = source[variable.name];
    return { field, name: variable.name, value: value === undefined ? undefined : variable.parse(value) };
  });
  const faulty = parsed.filter(({ value }) => value === undefined).map((entry) => entry.name);
  if (faulty.length > 0) {
    throw new Error(`Missing or malformed environment variables of ${name}: ${faulty.join(', ')}`);
  }
  return Object.fromEntries(parsed.map(({ field, value }) => [field, value])) as Environment<Name>;
}
