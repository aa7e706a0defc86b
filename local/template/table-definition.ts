/** The definition of a DynamoDB table. */

/** A DynamoDB table (`AWS::DynamoDB::Table` or `AWS::DynamoDB::GlobalTable`). */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly attributeDefinitions: readonly { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  readonly keySchema: readonly { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  /** In the shape of CreateTable's parameter with this name. */
  readonly globalSecondaryIndexes: readonly Record<string, unknown>[];
  readonly localSecondaryIndexes: readonly Record<string, unknown>[];
  readonly ttlAttribute?: string;
}
