/** The callers of the local AWS endpoint: issues credentials and finds their holders. */
import { createHash, randomBytes } from 'node:crypto';
import type { FunctionCredentials } from '../functions/function-environment';
import type { FunctionDefinition } from '../template/model';

/** A holder of credentials. */
export type Caller =
  | { readonly kind: 'function'; readonly definition: FunctionDefinition; readonly sessionToken: string }
  /** The developer's own commands, which may make every call. */
  | { readonly kind: 'admin' };

/** Long-term credentials, without a session token. */
export type AdminCredentials = Pick<FunctionCredentials, 'accessKeyId' | 'secretAccessKey'>;

/** The credentials of one run. They are random. The access key id alone identifies its holder. */
export interface Callers {
  credentialsOf(definition: FunctionDefinition): FunctionCredentials;
  readonly admin: AdminCredentials;
  find(accessKeyId: string): Caller | undefined;
}

/** Issues credentials for every function and for the developer's commands. */
export function createCallers(definitions: readonly FunctionDefinition[]): Callers {
  const holders = new Map<string, Caller>();
  const issued = new Map<string, FunctionCredentials>();
  for (const definition of definitions) {
    const credentials = { ...createKey(), sessionToken: randomBytes(48).toString('base64url') };
    issued.set(definition.arn, credentials);
    const { sessionToken } = credentials;
    holders.set(credentials.accessKeyId, { kind: 'function', definition, sessionToken });
  }
  const admin = createKey();
  holders.set(admin.accessKeyId, { kind: 'admin' });
  return {
    admin,
    credentialsOf: ({ arn }) => {
      const credentials = issued.get(arn);
      if (credentials === undefined) throw new Error(`No credentials were issued to ${arn}`);
      return credentials;
    },
    find: (accessKeyId) => holders.get(accessKeyId),
  };
}

/**
 * Returns the unique id of a caller: that of its role with the name of the session.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function callerIdOf(caller: Caller): string {
  if (caller.kind === 'admin') return 'AIDALOCALADMIN0000000';
  const { roleArn, name } = caller.definition;
  const digest = createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase();
  return `AROA${digest}:${name}`;
}

function createKey(): AdminCredentials {
  return {
    accessKeyId: `LOCAL${randomBytes(16).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
}
