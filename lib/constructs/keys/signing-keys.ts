/** The signing keys of a stage: one that signs, and others that are published before or after they sign. */
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SigningKeyEntry } from '../../stages/stage-settings';
import { SigningKey } from './signing-key';

/** The properties of `SigningKeys`. */
export interface SigningKeysProps {
  /** The keys; exactly one has the status `signing`. */
  readonly entries: readonly SigningKeyEntry[];
  /** Keep the keys when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * Create replicas of these keys of another region, for the same entries. Single-Region keys have no replicas.
   * @default - new keys
   */
  readonly replicaOf?: SigningKeys | undefined;
}

/** One key for each entry, grouped by purpose. */
export class SigningKeys extends Construct {
  /** The key that signs new tokens. */
  readonly signing: SigningKey;
  /** The keys whose signatures are accepted and whose public keys are published. */
  readonly accepted: readonly SigningKey[];
  /** Every key, because a version that still runs may use any of them. */
  readonly all: readonly SigningKey[];

  constructor(scope: Construct, id: string, props: SigningKeysProps) {
    super(scope, id);
    const { retainData, replicaOf } = props;
    const entries = props.entries.filter(
      ({ status, multiRegion }) => !replicaOf || status !== 'retired' || multiRegion,
    );
    const keys = entries.map(({ id: keyName, status, multiRegion, spec }) => ({
      status,
      key: new SigningKey(this, keyName, {
        retainData,
        multiRegion,
        ...(spec && { spec }),
        replicaOf: replicaOf && find(replicaOf.all, keyName),
      }),
    }));
    const [signing, ...others] = keys.filter(({ status }) => status === 'signing');
    if (signing === undefined || others.length > 0) {
      throw new Error(
        `Exactly one entry must have the status "signing"; ${others.length + (signing ? 1 : 0)} have it`,
      );
    }
    this.signing = signing.key;
    this.all = keys.map(({ key }) => key);
    this.accepted = keys.filter(({ status }) => status !== 'retired').map(({ key }) => key);
  }

  /** Denies signing with every key, including retired ones, to all principals but these roles. Call it once. */
  denySignExcept(roles: readonly iam.IRole[]): void {
    for (const key of this.all) key.denySignExcept(roles);
  }

  /** The ids of the accepted keys. */
  get acceptedKeyIds(): string[] {
    return this.accepted.map(({ keyId }) => keyId);
  }
}

function find(keys: readonly SigningKey[], id: string): SigningKey {
  const key = keys.find(({ node }) => node.id === id);
  if (key === undefined) throw new Error(`replicaOf has no key "${id}": it must have a key for each entry`);
  return key;
}
