/** Lists the permissions that a DynamoDB request needs, with DynamoDB's condition keys. */
import type { TableDefinition } from '../../template/table-definition';
import type { Access, AwsInput } from '../service';
import { findEqualTo, listAttributes } from './expression-names';
import { asArray, asObject, asText, readScalar, tableNameOf } from './read-input';

/** The tables of the app, and the region and account for the ARNs of unknown tables. */
export interface TableScope {
  readonly tables: readonly TableDefinition[];
  readonly region: string;
  readonly accountId: string;
}

/** Operations that do not act on a table of the request. */
const WITHOUT_TABLE = new Set(['ListTables']);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const EXPRESSIONS = [
  'ProjectionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ConditionExpression',
  'UpdateExpression',
];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
export function listAccess(operation: string, input: AwsInput, scope: TableScope): Access[] {
  const action = `dynamodb:${operation}`;
  if (WITHOUT_TABLE.has(operation)) return [{ action, resource: '*', context: {} }];
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    const requests = Object.entries(asObject(input.RequestItems));
    if (requests.length === 0) return [{ action, resource: '*', context: {} }];
    return requests.map(([tableName, ofTable]) => {
      const table = findTable(tableName, scope);
      const parts = operation === 'BatchGetItem' ? [asObject(ofTable)] : asArray(ofTable).map(unwrapWrite);
      return { action, resource: table.arn, context: describe(operation, parts, input, table) };
    });
  }
  const table = findTable(input.TableName ?? input.ResourceArn, scope);
  const index = asText(input.IndexName);
  const resource = index === undefined ? table.arn : `${table.arn}/index/${index}`;
  return [{ action, resource, context: describe(operation, [input], input, table) }];
}

type KnownTable = Partial<TableDefinition> & Pick<TableDefinition, 'arn'>;

function findTable(value: unknown, { tables, region, accountId }: TableScope): KnownTable {
  const name = tableNameOf(value);
  const known = tables.find((table) => table.name === name);
  return known ?? { arn: `arn:aws:dynamodb:${region}:${accountId}:table/${name}` };
}

function unwrapWrite(request: unknown): AwsInput {
  const { PutRequest, DeleteRequest } = asObject(request);
  return { ...asObject(PutRequest), ...asObject(DeleteRequest) };
}

function describe(
  operation: string,
  parts: readonly AwsInput[],
  input: AwsInput,
  table: KnownTable,
): Access['context'] {
  const leading = parts.flatMap((part) => listLeadingKeys(part, table));
  const returnValues = asText(input.ReturnValues);
  return {
    // The key is absent and not empty, so that a policy can test with Null whether a request contains keys.
    ...(leading.length > 0 && { 'dynamodb:LeadingKeys': [...new Set(leading)] }),
    'dynamodb:Attributes': [...new Set(parts.flatMap((part) => listNamed(operation, part)))],
    ...(READS.has(operation) && { 'dynamodb:Select': [selectOf(parts)] }),
    ...(returnValues !== undefined && { 'dynamodb:ReturnValues': [returnValues] }),
  };
}

/** Returns the values of the partition key, of the table or of the queried index. */
function listLeadingKeys(part: AwsInput, table: KnownTable): string[] {
  const attribute = partitionKey(table, asText(part.IndexName));
  if (attribute === undefined) return [];
  const values = asObject(part.ExpressionAttributeValues);
  const condition = asText(part.KeyConditionExpression) ?? '';
  const legacy = asObject(asObject(part.KeyConditions)[attribute]);
  return [
    asObject(part.Key)[attribute],
    asObject(part.Item)[attribute],
    ...asArray(part.Keys).map((key) => asObject(key)[attribute]),
    ...findEqualTo(attribute, condition, namesOf(part)).map((placeholder) => values[placeholder]),
    ...asArray(legacy.ComparisonOperator === 'EQ' ? legacy.AttributeValueList : []),
  ].flatMap(readScalar);
}

function partitionKey(table: KnownTable, index: string | undefined): string | undefined {
  const indexes = [...(table.globalSecondaryIndexes ?? []), ...(table.localSecondaryIndexes ?? [])];
  const keySchema =
    index === undefined ? table.keySchema : indexes.find(({ IndexName }) => IndexName === index)?.KeySchema;
  const hash = asArray(keySchema).find((element) => asObject(element).KeyType === 'HASH');
  return asText(asObject(hash).AttributeName);
}

/** Returns every attribute that the request names, or `*` for a read that names none and so returns all. */
function listNamed(operation: string, part: AwsInput): string[] {
  const names = namesOf(part);
  const everything = READS.has(operation) && selectOf([part]) !== 'SPECIFIC_ATTRIBUTES';
  return [
    ...EXPRESSIONS.flatMap((parameter) => listAttributes(asText(part[parameter]) ?? '', names)),
    ...['Key', 'Item', 'KeyConditions', 'Expected', 'AttributeUpdates', 'QueryFilter', 'ScanFilter'].flatMap(
      (parameter) => Object.keys(asObject(part[parameter])),
    ),
    ...asArray(part.Keys).flatMap((key) => Object.keys(asObject(key))),
    ...asArray(part.AttributesToGet).filter((name) => typeof name === 'string'),
    ...(everything ? ['*'] : []),
  ];
}

function selectOf(parts: readonly AwsInput[]): string {
  const [select] = parts.map((part) => asText(part.Select)).filter((value) => value !== undefined);
  if (select !== undefined) return select;
  const specific = parts.every((part) => part.ProjectionExpression ?? part.AttributesToGet);
  return specific ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES';
}

function namesOf(part: AwsInput): Readonly<Record<string, string>> {
  return asObject(part.ExpressionAttributeNames) as Readonly<Record<string, string>>;
}
