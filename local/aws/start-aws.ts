/** Starts the AWS services that an app calls: its tables, keys, queues and SES, and the endpoint in front of them. */
import { createRunClock, type RunClock } from '../clock/run-clock';
import type { Mail } from '../mail/mail';
import type { LocalApp } from '../template/model';
import { partitionOf } from '../template/resolve/partition';
import type { AwsCall, Intercept } from './call';
import type { Callers } from './callers';
import { createTables } from './dynamodb/create-tables';
import { createDynamoDb } from './dynamodb/dynamodb';
import type { DynamoStore } from './dynamodb/store';
import { type AwsEndpoint, startAwsEndpoint } from './endpoint';
import { findKeySpec } from './kms/key-specs';
import type { KeyStore } from './kms/key-store';
import { createKms } from './kms/kms';
import { createSes } from './ses/ses';
import { openMessageStore } from './sqs/message-store';
import { createQueues, type Queues } from './sqs/queues';
import { createSqs } from './sqs/sqs';

/** The dependencies of the services. */
export interface AwsOptions {
  readonly app: LocalApp;
  readonly store: DynamoStore;
  readonly keys: KeyStore;
  /** The queues of the app. @default - their messages are kept in memory */
  readonly queues?: Queues;
  /** The clock of the services. @default - the clock of this machine */
  readonly clock?: RunClock;
  readonly callers: Callers;
  /** Receives every mail that SES accepts. @default - mails are dropped */
  onMail?(mail: Mail): void;
  onCall(call: AwsCall): void;
  onFault(error: unknown): void;
  /** @default - every allowed call reaches its service */
  readonly intercept?: Intercept;
}

/**
 * Starts the services. Resolves when tables and keys exist, so that no call waits for the creation of a key.
 * @throws StartError when the stored tables do not match the template
 */
export async function startAws({
  app,
  store,
  keys,
  clock = createRunClock(),
  onMail = () => undefined,
  queues = createQueues({ definitions: app.queues ?? [], messages: openMessageStore(undefined), clock }),
  ...options
}: AwsOptions): Promise<AwsEndpoint> {
  store.locate(app.region, app.accountId);
  const materials = app.keys.map(async ({ keyId, spec }) => {
    const known = findKeySpec(spec);
    if (known !== undefined) await keys.materialOf(keyId, known);
  });
  await Promise.all([createTables(store, app.tables), ...materials]);
  return startAwsEndpoint({
    ...options,
    clock,
    services: [
      createDynamoDb(store, app),
      createKms(app.keys, keys),
      createSes({ ...app, partition: partitionOf(app.region), now: clock.now, onMail }),
      ...(queues.all.length > 0 ? [createSqs(queues, clock)] : []),
    ],
  });
}
