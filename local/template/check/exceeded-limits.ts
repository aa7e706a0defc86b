/**
 * Finds the AWS limits that a deployment exceeds. They do not affect requests, so no other check reports
 * them.
 */
import { objectOf, type Properties, textOf } from '../resolve/property';
import type { StackResolver } from '../resolve/stack-resolver';

/**
 * Adjustable on request:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const maxApiResources = 300;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPolicyBytes = 20_480;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const maxStackResources = 500;

interface Part {
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Properties;
}

function partsOf({ stack, resources, resolve }: StackResolver, type: string): readonly Part[] {
  return [...resources]
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties = {} }]) => ({
      stackName: stack.stackName,
      logicalId,
      properties: objectOf({ resolved: resolve(Properties, logicalId) }, 'resolved'),
    }));
}

/** Sums the sizes of parts by the resource that they belong to. */
function sumBy(parts: readonly Part[], owner: string, sizeOf: (part: Part) => number): [string, number][] {
  const sums = new Map<string, number>();
  for (const part of parts) {
    const name = textOf(part.properties, owner) ?? '';
    sums.set(name, (sums.get(name) ?? 0) + sizeOf(part));
  }
  return [...sums];
}

/**
 * Returns the size of a statement. CloudFormation builds its id from the names of stack and resource and
 * twelve characters.
 */
function statementBytes({ stackName, logicalId, properties }: Part): number {
  const statement = {
    Sid: `${stackName}-${logicalId}-${'x'.repeat(12)}`,
    Effect: 'Allow',
    Principal: { Service: textOf(properties, 'Principal') },
    Action: textOf(properties, 'Action'),
    Resource: textOf(properties, 'FunctionName'),
    Condition: { ArnLike: { 'AWS:SourceArn': textOf(properties, 'SourceArn') } },
  };
  return Buffer.byteLength(JSON.stringify(statement)) + ','.length;
}

/** The size of a policy without statements. One comma is subtracted, because the last statement has none. */
const envelopeBytes = '{"Version":"2012-10-17","Id":"default","Statement":[]}'.length - ','.length;

/**
 * Returns the limits that the stacks exceed, one sentence each. Policies are measured without white space.
 * @param resolvers of all stacks, including nested ones
 */
export function listExceededLimits(resolvers: readonly StackResolver[]): readonly string[] {
  const ofType = (type: string) => resolvers.flatMap((resolver) => partsOf(resolver, type));
  const apiNames = new Map(
    resolvers.flatMap((resolver) =>
      partsOf(resolver, 'AWS::ApiGateway::RestApi').map(({ logicalId }) => [
        resolver.ref(logicalId),
        logicalId,
      ]),
    ),
  );
  const excesses: string[] = [];
  const judge = (owner: string, used: number, what: string, limit: number, advice: string) => {
    if (used <= limit) return;
    const [has, allowed] = [used, limit].map((value) => value.toLocaleString('en-US'));
    excesses.push(`${owner} has ${has} ${what}, and ${allowed} are allowed; ${advice}`);
  };
  for (const [api, resources] of sumBy(ofType('AWS::ApiGateway::Resource'), 'RestApiId', () => 1)) {
    const owner = `the API ${apiNames.get(api) ?? api}`;
    judge(owner, resources, 'resources', maxApiResources, 'use {proxy+}, or several APIs');
  }
  for (const [fn, bytes] of sumBy(ofType('AWS::Lambda::Permission'), 'FunctionName', statementBytes)) {
    const owner = `the function ${fn.split(':').slice(6).join(':') || fn}`;
    const what = 'bytes of resource policy, which its permissions make';
    judge(owner, envelopeBytes + bytes, what, maxPolicyBytes, 'set scopePermissionToMethod to false');
  }
  for (const { stack } of resolvers) {
    const resources = Object.keys(stack.template.Resources ?? {}).length;
    judge(`the stack ${stack.stackName}`, resources, 'resources', maxStackResources, 'split it');
  }
  return excesses;
}
