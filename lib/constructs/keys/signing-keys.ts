/** The signing keys of a stage: one that signs, others that are served before it or after it. */
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SigningKeyEntry } from '../../stages/stage-settings';
import { SigningKey } from './signing-key';

/** What SigningKeys are made with. */
export interface SigningKeysProps {
  /** The keys; exactly one has the status `signing`. */
  readonly entries: readonly SigningKeyEntry[];
  /** Keep the keys when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * Make replicas of these keys of another region, of the same entries. Keys of one region have none.
   * @default - keys of their own
   */
  readonly replicaOf?: SigningKeys | undefined;
}

/** One key for each entry, and what each is for. */
export class SigningKeys extends Construct {
  /** Signs new tokens. */
  readonly signing: SigningKey;
  /** Those whose signatures are accepted, and whose public halves are served. */
  readonly accepted: readonly SigningKey[];
  /** Every key: a version that still runs may use it. */
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
        `entries must have exactly one with status "signing"; ${others.length + (signing ? 1 : 0)} have it`,
      );
    }
    this.signing = signing.key;
    this.all = keys.map(({ key }) => key);
    this.accepted = keys.filter(({ status }) => status !== 'retired').map(({ key }) => key);
  }

  /** Denies signing with any of the keys, retired ones too, to everyone but these roles; called once. */
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
  if (key === undefined) throw new Error(`replicaOf must have a key for each entry; it has no ${id}`);
  return key;
}
