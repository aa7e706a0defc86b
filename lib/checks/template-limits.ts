/** Measures a synthesized template against the AWS limits that a growing API reaches. */
import { PUBLIC_KEYS_TYPE, publicKeysBytes } from '../constructs/keys/public-keys-size';
import { ConfigurationError } from '../stages/configuration-error';
import { estimateValues, UNKNOWN } from './estimate-values';
import { eventPatternLength } from './event-pattern-length';

/** The measured part of a CloudFormation template. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each type of resource has properties of its own
  readonly Properties?: any;
}

/** How much of one limit a template uses. */
export interface Usage {
  readonly what: string;
  readonly used: number;
  readonly limit: number;
  /** The share of the limit above which a template is rejected. @default 0.8 */
  readonly refusedShare?: number;
  /** How to reduce the usage. @default - split the stack or spread the routes */
  readonly remedy?: string;
}

/** The share of a limit above which a template is rejected, so that the next route does not fail the deployment. */
const REFUSED_SHARE = 0.8;

/**
 * The same share of the resources. A stage with every setting has 85 % of them, and a feature of 50 more is rejected before the
 * deployment would fail: docs/decisions/0051-a-stack-may-have-450-resources.md.
 */
const REFUSED_SHARE_OF_RESOURCES = 0.9;

/**
 * Measures every limit. Policies count without white space, as AWS counts them. Values that only the deployment knows are
 * estimated from above; public keys count with their true length.
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export function measureTemplate(template: Template): Usage[] {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => ({ id, ...resource }));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  return [
    { what: 'resources', used: resources.length, limit: 500, refusedShare: REFUSED_SHARE_OF_RESOURCES },
    {
      what: 'resources in an API',
      used: largestSum(
        ofType('AWS::ApiGateway::Resource'),
        ({ Properties }) => [Properties.RestApiId],
        () => 1,
      ),
      limit: 300,
    },
    {
      what: "bytes in a function's policy",
      used: largestSum(
        ofType('AWS::Lambda::Permission'),
        ({ Properties }) => [Properties.FunctionName],
        permissionBytes,
      ),
      limit: 20_480,
    },
    {
      what: "bytes in a role's policies",
      used: largestSum(
        [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::Role')],
        ({ id, Type, Properties }) => (Type === 'AWS::IAM::Role' ? [{ Ref: id }] : (Properties.Roles ?? [])),
        rolePolicyBytes,
      ),
      limit: 10_240,
    },
    {
      what: "bytes in a function's environment",
      used: Math.max(
        0,
        ...ofType('AWS::Lambda::Function').map((fn) => environmentBytes(fn, template.Resources ?? {})),
      ),
      limit: 4_096,
    },
    {
      what: 'characters in an event pattern',
      used: Math.max(
        0,
        ...ofType('AWS::Events::Rule').map(({ Properties }) =>
          eventPatternLength(Properties.EventPattern, template.Resources ?? {}),
        ),
      ),
      // the default quota of an account
      limit: 2_048,
      remedy: 'remove the entries of keys that are retired',
    },
  ];
}

/** Returns one line with the usage of each limit. */
export function describeUsage(name: string, template: Template): string {
  const permissions = Object.values(template.Resources ?? {}).filter(
    ({ Type }) => Type === 'AWS::Lambda::Permission',
  );
  const usages = measureTemplate(template).map(({ what, used, limit }) => `${used} of ${limit} ${what}`);
  return `${name}: ${permissions.length} permissions, at most ${usages.join(', ')}`;
}

/**
 * Rejects a template that is close to a limit.
 * @throws ConfigurationError with one line for each limit of which more than its share is used
 */
export function checkUsage(name: string, template: Template): void {
  const excesses = measureTemplate(template)
    .map(({ refusedShare = REFUSED_SHARE, ...usage }) => ({ ...usage, refusedShare }))
    .filter(({ used, limit, refusedShare }) => used > refusedShare * limit);
  if (excesses.length > 0) {
    throw new ConfigurationError(
      excesses
        .map(
          ({
            what,
            used,
            limit,
            refusedShare,
            remedy = 'split the stack or spread the routes over more functions',
          }) =>
            `${name} has ${used} ${what}, which is more than ${refusedShare * 100} % of AWS's limit of ${limit}: ${remedy}.`,
        )
        .join('\n'),
    );
  }
}

type Named = Resource & { readonly id: string };

/** Sums sizes by owner and returns the largest sum. */
function largestSum(
  items: readonly Named[],
  ownersOf: (item: Named) => unknown[],
  sizeOf: (item: Named) => number,
) {
  const sums = new Map<string, number>();
  for (const item of items) {
    for (const owner of ownersOf(item).map((value) => JSON.stringify(value))) {
      sums.set(owner, (sums.get(owner) ?? 0) + sizeOf(item));
    }
  }
  return Math.max(0, ...sums.values());
}

function permissionBytes({ Properties }: Named): number {
  // the policy statement that Lambda makes of a permission
  return bytes({
    Sid: UNKNOWN,
    Effect: 'Allow',
    Principal: { Service: Properties.Principal },
    Action: Properties.Action,
    Resource: UNKNOWN,
    Condition: { ArnLike: { 'AWS:SourceArn': Properties.SourceArn } },
  });
}

function rolePolicyBytes({ Type, Properties }: Named): number {
  return Type === 'AWS::IAM::Role'
    ? (Properties.Policies ?? []).reduce(
        (sum: number, { PolicyDocument }: { PolicyDocument: unknown }) =>
          sum + bytes(PolicyDocument, lengthsOfAws),
        0,
      )
    : bytes(Properties.PolicyDocument, lengthsOfAws);
}

/** The greatest lengths of values that AWS gives to every stack; no region or domain of a partition is as long yet. */
const lengthsOfAws: Readonly<Record<string, number>> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 16,
  'AWS::Region': 24,
  'AWS::URLSuffix': 24,
};

function environmentBytes({ Properties }: Named, resources: Readonly<Record<string, Resource>>): number {
  return Object.entries(Properties.Environment?.Variables ?? {}).reduce(
    (sum, [name, value]) =>
      sum + bytes(name) + (publicKeysIn(value, resources) ?? bytes(value, lengthsOfAws)),
    0,
  );
}

/** Returns the length of a value that is the attribute of the public keys, or undefined for any other value. */
function publicKeysIn(value: unknown, resources: Readonly<Record<string, Resource>>): number | undefined {
  const [id] = (value as { 'Fn::GetAtt'?: readonly string[] } | null)?.['Fn::GetAtt'] ?? [];
  const resource = id === undefined ? undefined : resources[id];
  return resource?.Type === PUBLIC_KEYS_TYPE ? publicKeysBytes(resource.Properties.KeyIds.length) : undefined;
}

function bytes(value: unknown, lengths: Readonly<Record<string, number>> = {}): number {
  const resolved = estimateValues(value, (id) => lengths[id]);
  return Buffer.byteLength(typeof resolved === 'string' ? resolved : JSON.stringify(resolved));
}
