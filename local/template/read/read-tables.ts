/**
 * Reads DynamoDB tables: `AWS::DynamoDB::Table`, and `AWS::DynamoDB::GlobalTable`, which CDK's TableV2
 * creates.
 */
import type { AssemblyView, ResourceView } from '../assembly-view';
import { listOf, objectOf, type Properties, textOf } from '../resolve/property';
import type { TableDefinition } from '../table-definition';

/**
 * Returns the members of an index that CreateTable needs. Capacities and similar settings have no effect
 * locally.
 */
function readIndex(index: Properties): Record<string, unknown> {
  return { IndexName: index.IndexName, KeySchema: index.KeySchema, Projection: index.Projection };
}

function readTable(table: ResourceView): TableDefinition {
  const properties = table.properties();
  const ttlAttribute = textOf(objectOf(properties, 'TimeToLiveSpecification'), 'AttributeName');
  return {
    logicalId: table.logicalId,
    name: table.ref,
    arn: table.attribute('Arn'),
    attributeDefinitions: listOf(properties, 'AttributeDefinitions'),
    keySchema: listOf(properties, 'KeySchema'),
    globalSecondaryIndexes: listOf<Properties>(properties, 'GlobalSecondaryIndexes').map(readIndex),
    localSecondaryIndexes: listOf<Properties>(properties, 'LocalSecondaryIndexes').map(readIndex),
    ...(ttlAttribute !== undefined && { ttlAttribute }),
  };
}

/** Reads all tables. */
export function readTables(view: AssemblyView): readonly TableDefinition[] {
  return view.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(readTable);
}
