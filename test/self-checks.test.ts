/** Compares the self-check that each function runs before it receives requests with its role's permissions, in every stage. */
import type { Template } from 'aws-cdk-lib/assertions';
import { createChecks as authChecks } from '../lambda/auth/self-check';
import { createChecks as authorizerChecks } from '../lambda/authorizer/self-check';
import { createChecks as discoveryChecks } from '../lambda/discovery/self-check';
import { createChecks as factorsChecks } from '../lambda/factors/self-check';
import { createChecks as fooChecks } from '../lambda/foo/self-check';
import { createChecks as mailChecks } from '../lambda/mail/self-check';
import { createChecks as mailFeedbackChecks } from '../lambda/mail-feedback/self-check';
import { stageToCreate, synthStacks, synthStage } from './support/synth-stack';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
    readonly Environment?: { readonly Variables: Record<string, unknown> };
  };
}

const functions = {
  Authorizer: authorizerChecks,
  Auth: authChecks,
  Foo: fooChecks,
  Discovery: discoveryChecks,
  Mail: mailChecks,
  MailFeedback: mailFeedbackChecks,
  Factors: factorsChecks,
} as const;

/** The permissions of every function for its logs and traces. */
const PLUMBING = /^(logs:|xray:)/;
/** The condition of the permission with which DynamoDB decrypts for a function. */
const BY_DYNAMODB = 'kms:ViaService';
/** The permissions that Lambda itself uses: it reads the queue of mails, and sends the reports that failed. */
const OF_LAMBDA: Readonly<Record<string, RegExp>> = {
  Mail: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes) on /,
  MailFeedback: /^sqs:SendMessage on MailDeliveryReportsFailed/,
};
/** The checks that need no permission. */
const WITHOUT_RIGHT = ['argon2id'];

const templates: readonly (readonly [string, Template])[] = [
  ...(['dev', 'prod', 'test', 'all-features'] as const).flatMap((stage) =>
    synthStacks(stageToCreate(stage)).map(
      (template, index) => [index === 0 ? stage : `the standby of ${stage}`, template] as const,
    ),
  ),
  ['dev, tokens trusted until they expire', synthStage('dev', { revocation: 'on-expiry' })],
];

/** Returns whether a permission is for a key that the version does not know: the previous or next release signs with it. */
function isForAnotherRelease(right: string, values: readonly string[]): boolean {
  const key = /^kms:(?:Sign|GenerateMac) on (.+)$/.exec(right)?.[1];
  return key !== undefined && !values.includes(key);
}

/** Returns a value of the template, with logical ids for the names of resources. */
function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Record<string, never>;
  if (ref !== undefined) return ref;
  if (attribute !== undefined) return attribute[0];
  if (join !== undefined) return (join[1] as unknown[]).map(resolve).join(join[0]);
  // another stack publishes this value
  return JSON.stringify(value);
}

describe.each(templates)('in %s', (_, template) => {
  const resources = Object.entries<Resource>(template.toJSON().Resources);

  test.each(Object.keys(functions) as (keyof typeof functions)[])(
    'the checks of %s are exactly its grants',
    (name) => {
      const [, fn] =
        resources.find(
          ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(`${name}Handler`),
        ) ?? [];
      if (fn === undefined) return expect(['Foo', 'Mail', 'MailFeedback', 'Factors']).toContain(name);
      const variables = Object.fromEntries(
        Object.entries(fn.Properties.Environment?.Variables ?? {}).map(([key, value]) => [
          key,
          resolve(value),
        ]),
      );
      const aws = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'KEY', AWS_SECRET_ACCESS_KEY: 'SECRET' };
      const checks = Object.keys(functions[name]({ ...variables, ...aws })).filter(
        (check) => !WITHOUT_RIGHT.includes(check),
      );
      const grants = resources
        .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(`${name}Role`))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument?.Statement ?? [])
        .filter(({ Condition }) => Condition?.StringEquals?.[BY_DYNAMODB] === undefined)
        .flatMap((statement) => {
          const keys = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] as
            | string[]
            | undefined;
          const resourcesOf = [statement.Resource]
            .flat()
            .map((resource) => resolve(resource).split('/').at(-1));
          const things = keys?.map((key) => key.replace(/\*$/, '')) ?? resourcesOf;
          return [statement.Action]
            .flat()
            .flatMap((action) => things.map((thing) => `${action} on ${thing}`));
        })
        .filter((right) => !PLUMBING.test(right) && !OF_LAMBDA[name]?.test(right))
        .filter((right) => !isForAnotherRelease(right, Object.values(variables)));
      expect(checks.sort()).toEqual([...new Set(grants)].sort());
    },
  );
});
