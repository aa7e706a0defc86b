/** The modules that functions load before they can answer: only those that the route needs. */
import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atLeast, atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { authorizerEvent, proxyEvent } from '../harness/events';
import { type World, withWorld } from '../harness/open-harness';
import { signUp } from '../harness/sign-up';
import { bundle } from '../measure/bundle';
import { type ColdStart, invokeCold } from '../measure/invoke-cold';
import type { Bench, Findings, Goal, Section } from '../section';

/** The modules that only some routes need, by their path among loaded files. */
const HEAVY = {
  argon2: /node_modules\/argon2\//,
  'the list of common passwords': /language-common\//,
} as const;

const isUndici = (name: string) => name.includes('undici');

export const modules: Section = {
  name: 'modules',
  title: 'Modules loaded',
  timed: false,
  method:
    'Counts the files of argon2 and of the password list, which this section leaves out of the bundle. It also counts the modules of undici, which implements global `fetch`, that are loaded after the first response.',
  run: async (bench) => withWorld(await assemblyOf('test', bench), (world) => measure(world, bench)),
};

/** Copies a function's on-demand files next to another bundle of it. */
function copyOnDemand(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.endsWith('.js') && name !== 'index.js') copyFileSync(join(from, name), join(to, name));
  }
}

async function measure(world: World, bench: Bench): Promise<Findings> {
  const { token, caller, fooId } = await signUp(world);
  const external = ['argon2', '@zxcvbn-ts/*'];
  const build = (service: string) =>
    bundle({
      entry: `lambda/${service}/handler.ts`,
      folder: bench.folder,
      name: `modules-${service}`,
      overrides: { external },
    });
  const [authorizer, auth, foo] = [await build('authorizer'), await build('auth'), await build('foo')];
  copyOnDemand(dirname(world.functionOf('auth').file), dirname(auth.file));
  const environmentOf = (service: string) => world.functionOf(service).environment;
  const getProfile = await invokeCold({
    file: auth.file,
    environment: environmentOf('auth'),
    event: proxyEvent({ method: 'GET', resource: '/users/me', caller }),
  });
  const register = await invokeCold({
    file: auth.file,
    environment: environmentOf('auth'),
    event: proxyEvent({
      method: 'POST',
      resource: '/users',
      body: { username: 'grace', password: 'another phrase that passes' },
    }),
  });
  const getFoo = await invokeCold({
    file: foo.file,
    environment: environmentOf('foo'),
    event: proxyEvent({ method: 'GET', resource: '/foo/{id}', pathParameters: { id: fooId }, caller }),
  });
  const authorized = await invokeCold({
    file: authorizer.file,
    environment: environmentOf('authorizer'),
    event: authorizerEvent(token),
  });
  const runs = {
    authorizer: authorized,
    'GET /users/me': getProfile,
    'POST /users': register,
    'GET /foo/{id}': getFoo,
  };
  return {
    tables: [
      {
        columns: ['First request', ...Object.keys(HEAVY), 'undici'],
        rows: Object.entries(runs).map(([name, run]) => ({
          name,
          cells: [...Object.values(HEAVY).map((files) => countFiles(run, files)), countUndici(run)],
        })),
      },
    ],
    goals: [
      ...Object.entries(HEAVY).flatMap(([name, files]): Goal[] => [
        atMost(`${name} for GET /users/me`, countFiles(getProfile, files), 0, 'files'),
        // Shows that the count can detect them.
        atLeast(`${name} for POST /users`, countFiles(register, files), 1, 'files'),
      ]),
      atMost('undici in the authorizer', countUndici(authorized), 0, 'modules'),
    ],
  };
}

function countFiles({ files }: ColdStart, pattern: RegExp): number {
  return files.filter((file) => pattern.test(file)).length;
}

function countUndici({ builtins }: ColdStart): number {
  return builtins.filter(isUndici).length;
}
