/** The table that holds accounts, sessions and what belongs to accounts, with grants by key prefix. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ExistingTableSettings } from '../../stages/operation-settings';
import { asInterface } from '../as-interface';
import { addKeyAlias } from '../keys/add-key-alias';

/** What an IdentityTable is made with. */
export interface IdentityTableProps {
  /** Keep the table when the stack is deleted, and refuse its deletion by anybody. */
  readonly retainData: boolean;
  /**
   * Encrypt with a KMS key of the stack's own. The stack needs an explicit region then.
   * @default false - the AWS managed key of DynamoDB
   */
  readonly customerManagedKey?: boolean;
  /**
   * Use this table and make none.
   * @default - a table is made
   */
  readonly existingTable?: ExistingTableSettings | undefined;
  /**
   * Keep a replica in another region, which an existing table has to have already. The stack needs an explicit region then.
   * @default - the table is in one region
   */
  readonly replica?: ReplicaProps | undefined;
  /**
   * Have the stream that a replica needs, though there is none. DynamoDB may refuse to take it away in the update that takes the
   * replica away; one that nobody reads costs nothing.
   * @default false
   */
  readonly keepStream?: boolean;
}

/** A replica of the table, which has the table's name and is protected as the table is. */
export interface ReplicaProps {
  /** Such as `eu-west-1`; not the stack's own. */
  readonly region: string;
  /**
   * The KMS key in that region that encrypts it; needed with `customerManagedKey`.
   * @default - a key of AWS
   */
  readonly encryptionKeyArn?: string | undefined;
}

/** Which items a grantee may reach, and how. */
export interface KeyPrefixGrant {
  /** Actions on items, such as `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  /** What `pk` has to begin with, such as `FOO#`. */
  readonly prefixes: readonly string[];
  /**
   * The only attributes that may be named, the keys among them; a read has to name what it reads.
   * @default - all attributes
   */
  readonly attributes?: readonly string[];
}

/** Actions that a condition on the partition key can't hold: they read every item, or take statements. */
const UNBOUNDED =
  /^dynamodb:(Scan|PartiQL\w*|ExecuteStatement|ExecuteTransaction|BatchExecuteStatement)$|\*/i;

/** A table with keys `pk` and `sk`, on demand, with point-in-time recovery and expiry by `expiresAt`. */
export class IdentityTable extends Construct {
  readonly table: dynamodb.ITableV2;
  /** The customer's key that encrypts it. */
  readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, id: string, props: IdentityTableProps) {
    super(scope, id);
    const { table, encryptionKey } = props.existingTable
      ? importTable(this, props.existingTable)
      : createTable(this, props);
    this.table = table;
    this.encryptionKey = encryptionKey;
  }

  /** The table's name as CloudFormation gives it; for a stack of another region `table.tableName` would fix one in advance. */
  get givenName(): string {
    const { defaultChild } = this.table.node;
    return defaultChild instanceof dynamodb.CfnGlobalTable ? defaultChild.ref : this.table.tableName;
  }

  /**
   * Allows actions on the items whose partition key begins with one of the prefixes, and on no others.
   * @throws Error for an action that a partition key can't bound, such as `dynamodb:Scan`
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  grantKeyPrefixes(grantee: iam.IGrantable, grant: KeyPrefixGrant): void {
    const unbounded = grant.actions.filter((action) => UNBOUNDED.test(action));
    if (unbounded.length > 0) {
      throw new Error(`actions must be bounded by the partition key; ${unbounded.join(', ')} can't be`);
    }
    if (grant.prefixes.length === 0) {
      throw new Error('prefixes must name at least one prefix; none would match every key');
    }
    iam.Grant.addToPrincipal({
      grantee,
      actions: [...grant.actions],
      resourceArns: [this.table.tableArn],
      conditions: conditionsOf(grant),
    });
    if (this.encryptionKey) {
      // DynamoDB decrypts on behalf of its caller, who needs the right, though only through DynamoDB
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['kms:Decrypt'],
        resourceArns: [this.encryptionKey.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.${Stack.of(this).urlSuffix}` },
        },
      });
    }
  }
}

/** A table and the customer's key that encrypts it, if one does. */
interface EncryptedTable {
  readonly table: dynamodb.ITableV2;
  readonly encryptionKey: kms.IKey | undefined;
}

function createTable(scope: Construct, props: IdentityTableProps): EncryptedTable {
  const { replica } = props;
  const removalPolicy = props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
  const encryptionKey = props.customerManagedKey
    ? new kms.Key(scope, 'Key', {
        enableKeyRotation: true,
        removalPolicy,
        description: 'Encrypts the table',
      })
    : undefined;
  if (encryptionKey) addKeyAlias(scope, encryptionKey.keyId);
  const table = new dynamodb.TableV2(scope, 'Resource', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    billing: dynamodb.Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expiresAt',
    deletionProtection: props.retainData,
    encryption: encryptionKey
      ? dynamodb.TableEncryptionV2.customerManagedKey(encryptionKey, replicaKeys(replica))
      : dynamodb.TableEncryptionV2.awsManagedKey(),
    removalPolicy,
    ...(props.keepStream && { dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES }),
    ...(replica && { replicas: [{ region: replica.region }] }),
  });
  return { table: asInterface<dynamodb.ITableV2>(table), encryptionKey };
}

function replicaKeys(replica: ReplicaProps | undefined): Record<string, string> {
  return replica?.encryptionKeyArn === undefined ? {} : { [replica.region]: replica.encryptionKeyArn };
}

function importTable(scope: Construct, existing: ExistingTableSettings): EncryptedTable {
  const { name, encryptionKeyArn } = existing;
  const encryptionKey =
    encryptionKeyArn === undefined ? undefined : kms.Key.fromKeyArn(scope, 'Key', encryptionKeyArn);
  const table = dynamodb.TableV2.fromTableAttributes(scope, 'Resource', {
    tableName: name,
    ...(encryptionKey !== undefined && { encryptionKey }),
  });
  return { table, encryptionKey };
}

function conditionsOf({ prefixes, attributes }: KeyPrefixGrant): Record<string, Record<string, unknown>> {
  const byKey = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
    // ForAllValues holds when the request names no key at all
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
  return attributes === undefined
    ? byKey
    : {
        ...byKey,
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] },
        // without it, a request that names no attributes gets all of them
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      };
}
