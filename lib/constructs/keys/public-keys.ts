/** Gives functions the public halves of KMS keys when they are deployed, so that none of them calls KMS for one. */
import * as path from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';
import { PUBLIC_KEYS_TYPE } from './public-keys-size';
import type { SigningKey } from './signing-key';

/** What PublicKeys are made with. */
export interface PublicKeysProps extends LogStorage {
  /** The keys; the function that reads them may read no others. */
  readonly keys: readonly SigningKey[];
}

/** The attribute of the custom resource. */
const ATTRIBUTE = 'PublicKeys';

/**
 * One custom resource for all keys, with a function of its own. CloudFormation invokes it when the list of keys changes and at no
 * other time, since the public half of a key never does.
 *
 * A function's version changes with the text of its environment, and not with the value of this attribute: name the keys' ids in the
 * same environment.
 */
export class PublicKeys extends Construct {
  /** A JSON object that holds the DER-encoded key in base64 for the id of each key. */
  readonly json: string;

  constructor(scope: Construct, id: string, { keys, ...logStorage }: PublicKeysProps) {
    super(scope, id);
    const provider = new ServiceFunction(this, 'Function', {
      ...logStorage,
      entry: path.join(__dirname, '..', '..', '..', 'lambda', 'public-keys', 'handler.ts'),
      description: 'Reads public keys for deployments',
      environment: {},
      memorySize: 256,
      // a minute of patience with IAM, and the time to answer
      timeout: Duration.minutes(2),
    });
    for (const key of keys) key.grantGetPublicKey(provider);
    const resource = new CustomResource(this, 'Keys', {
      resourceType: PUBLIC_KEYS_TYPE,
      serviceToken: provider.handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { KeyIds: keys.map(({ keyId }) => keyId) },
    });
    this.json = resource.getAttString(ATTRIBUTE);
  }
}
