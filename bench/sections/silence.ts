/** The time that functions wait for an AWS that never answers. */
import type { AwsCall } from '../../local/aws/call';
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { authorizerEvent, proxyEvent } from '../harness/events';
import { type World, withWorld } from '../harness/open-harness';
import { type Account, signUp } from '../harness/sign-up';
import { type Invocation, invokeCold } from '../measure/invoke-cold';
import type { Bench, Findings, Section } from '../section';

const MAX_ATTEMPTS = 3;

interface Case {
  readonly name: string;
  readonly service: string;
  readonly event: unknown;
  /** The prefix of the actions that get no response. */
  readonly silent: 'dynamodb:' | 'kms:Sign';
  /** In milliseconds. */
  readonly budget: number;
}

export const silence: Section = {
  name: 'silence',
  title: 'A silent DynamoDB or KMS',
  timed: true,
  method:
    'One service accepts requests and never responds. The time is that of the invocation, until the function returns an error. The attempts are those of one call.',
  run: async (bench) => withWorld(await assemblyOf('test', bench), (world) => measure(world, bench)),
};

function listCases({ token, caller, fooId, username, password }: Account): readonly Case[] {
  return [
    {
      name: 'authorizer, DynamoDB',
      service: 'authorizer',
      event: authorizerEvent(token),
      silent: 'dynamodb:',
      budget: 1_000,
    },
    {
      name: 'foo, DynamoDB',
      service: 'foo',
      event: proxyEvent({ method: 'GET', resource: '/foo/{id}', pathParameters: { id: fooId }, caller }),
      silent: 'dynamodb:',
      budget: 2_000,
    },
    {
      name: 'auth, DynamoDB',
      service: 'auth',
      event: proxyEvent({ method: 'GET', resource: '/users/me', caller }),
      silent: 'dynamodb:',
      budget: 2_000,
    },
    {
      name: 'auth, KMS',
      service: 'auth',
      event: proxyEvent({ method: 'POST', resource: '/sessions/create', body: { username, password } }),
      silent: 'kms:Sign',
      budget: 2_000,
    },
  ];
}

async function measure(world: World, { say }: Bench): Promise<Findings> {
  const rows = [];
  for (const { name, service, event, silent, budget } of listCases(await signUp(world))) {
    say(`silence: ${name}`);
    const isSilent = ({ action }: AwsCall) => action.startsWith(silent);
    world.setIntercept(async (call, perform) => (isSilent(call) ? 'silence' : perform()));
    world.takeCalls();
    const ms = await failOnce({ ...world.functionOf(service), event });
    rows.push({ name, ms, budget, attempts: world.takeCalls().filter(isSilent).length });
  }
  return {
    tables: [
      {
        columns: ['Function, silent service', 'to the error, ms', 'attempts'],
        rows: rows.map(({ name, ms, attempts }) => ({ name, cells: [ms, attempts] })),
      },
    ],
    goals: rows.flatMap(({ name, ms, budget, attempts }) => [
      atMost(`${name}: an error`, ms, budget, 'ms'),
      atMost(`${name}: attempts`, attempts, MAX_ATTEMPTS, 'calls'),
    ]),
  };
}

/** Returns the milliseconds until the invocation fails, as it must. */
async function failOnce(invocation: Invocation): Promise<number> {
  const { answer, invokeMs } = await invokeCold(invocation);
  const { statusCode } = (answer.value ?? {}) as { statusCode?: number };
  if (answer.error === undefined && statusCode !== 503) {
    throw new Error(`${invocation.file} answered ${JSON.stringify(answer)} although AWS did not answer`);
  }
  return invokeMs;
}
