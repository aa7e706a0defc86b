/** Passes the public keys of KMS keys to functions at deployment, so that functions do not call KMS for them. */
import * as path from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';
import { PUBLIC_KEYS_TYPE } from './public-keys-size';
import type { SigningKey } from './signing-key';

/** The properties of `PublicKeys`. */
export interface PublicKeysProps extends LogStorage {
  /** The keys; the function that reads them may read only these. */
  readonly keys: readonly SigningKey[];
}

/** The attribute of the custom resource. */
const ATTRIBUTE = 'PublicKeys';

/**
 * One custom resource for all keys, with its own function. CloudFormation invokes it only when the list of keys changes, because a
 * public key never changes.
 *
 * A function's version changes with the text of its environment, not with the value of this attribute. Name the key ids in the same
 * environment.
 */
export class PublicKeys extends Construct {
  /** A JSON object that maps each key id to the DER-encoded public key in base64. */
  readonly json: string;

  constructor(scope: Construct, id: string, { keys, ...logStorage }: PublicKeysProps) {
    super(scope, id);
    const provider = new ServiceFunction(this, 'Function', {
      ...logStorage,
      entry: path.join(__dirname, '..', '..', '..', 'lambda', 'public-keys', 'handler.ts'),
      description: 'Reads public keys for deployments',
      environment: {},
      memorySize: 256,
      // retries for a minute until IAM has the permission, and then needs time to respond
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
