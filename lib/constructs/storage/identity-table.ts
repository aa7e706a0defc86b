/** The table of accounts, sessions and the data that belongs to accounts, with grants by key prefix. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ExistingTableSettings } from '../../stages/operation-settings';
import { asInterface } from '../as-interface';
import { addKeyAlias } from '../keys/add-key-alias';

/** The properties of an `IdentityTable`. */
export interface IdentityTableProps {
  /** Keep the table when the stack is deleted, and enable deletion protection. */
  readonly retainData: boolean;
  /**
   * Encrypt with a KMS key that the stack creates. The stack then needs an explicit region.
   * @default false - DynamoDB's AWS managed key
   */
  readonly customerManagedKey?: boolean;
  /**
   * Use this table instead of a new one.
   * @default - a new table is created
   */
  readonly existingTable?: ExistingTableSettings | undefined;
  /**
   * Keep a replica in another region. An existing table must already have it. The stack then needs an explicit region.
   * @default - the table is in one region
   */
  readonly replica?: ReplicaProps | undefined;
  /**
   * Enable the stream that a replica needs, even without a replica. DynamoDB may refuse to disable the stream in the same update that
   * removes the replica. A stream without readers costs nothing.
   * @default false
   */
  readonly keepStream?: boolean;
}

/** A replica of the table, with the table's name and protection. */
export interface ReplicaProps {
  /** The region, such as `eu-west-1`; not the stack's own region. */
  readonly region: string;
  /**
   * The KMS key in that region that encrypts the replica; required with `customerManagedKey`.
   * @default - an AWS managed key
   */
  readonly encryptionKeyArn?: string | undefined;
}

/** The items that a grantee may access, and the actions. */
export interface KeyPrefixGrant {
  /** Actions on items, such as `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  /** Prefixes, one of which `pk` must start with, such as `FOO#`. */
  readonly prefixes: readonly string[];
  /**
   * The only attributes that a request may name, including the keys; a read must name the attributes that it reads.
   * @default - all attributes
   */
  readonly attributes?: readonly string[];
}

/** Actions that a condition on the partition key cannot restrict: they read every item, or execute statements. */
const UNBOUNDED =
  /^dynamodb:(Scan|PartiQL\w*|ExecuteStatement|ExecuteTransaction|BatchExecuteStatement)$|\*/i;

/** A table with keys `pk` and `sk`, on demand, with point-in-time recovery and expiry by `expiresAt`. */
export class IdentityTable extends Construct {
  readonly table: dynamodb.ITableV2;
  /** The customer managed key that encrypts the table; undefined without one. */
  readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, id: string, props: IdentityTableProps) {
    super(scope, id);
    const { table, encryptionKey } = props.existingTable
      ? importTable(this, props.existingTable)
      : createTable(this, props);
    this.table = table;
    this.encryptionKey = encryptionKey;
  }

  /** The table's name as CloudFormation returns it. In a stack of another region, `table.tableName` would become a fixed physical name. */
  get givenName(): string {
    const { defaultChild } = this.table.node;
    return defaultChild instanceof dynamodb.CfnGlobalTable ? defaultChild.ref : this.table.tableName;
  }

  /**
   * Allows actions only on items whose partition key starts with one of the prefixes.
   * @throws Error for an action that a partition key cannot restrict, such as `dynamodb:Scan`
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  grantKeyPrefixes(grantee: iam.IGrantable, grant: KeyPrefixGrant): void {
    const unbounded = grant.actions.filter((action) => UNBOUNDED.test(action));
    if (unbounded.length > 0) {
      throw new Error(
        `actions contains ${unbounded.join(', ')}: use only actions that a condition on the partition key can restrict`,
      );
    }
    if (grant.prefixes.length === 0) {
      throw new Error(
        'prefixes is empty: name at least one prefix, because an empty list would match every key',
      );
    }
    iam.Grant.addToPrincipal({
      grantee,
      actions: [...grant.actions],
      resourceArns: [this.table.tableArn],
      conditions: conditionsOf(grant),
    });
    if (this.encryptionKey) {
      // DynamoDB decrypts for its caller, who needs this permission, restricted to calls through DynamoDB
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

/** A table and the customer managed key that encrypts it, if any. */
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

function conditionsOf({
  actions,
  prefixes,
  attributes,
}: KeyPrefixGrant): Record<string, Record<string, unknown>> {
  const byKey = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
    // ForAllValues is also true for a request without keys
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
  return attributes === undefined
    ? byKey
    : {
        ...byKey,
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] },
        // otherwise a request that names no attributes would return all of them
        StringEqualsIfExists: {
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
          // a write that asks for the whole item would return the other attributes too
          ...(actions.some((action) => action !== 'dynamodb:GetItem') && {
            'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
          }),
        },
      };
}
