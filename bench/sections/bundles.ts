/** The size of the deployed bundles. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { openWorld } from '../harness/open-harness';
import type { Findings, Section } from '../section';

/** Budgets in KB. */
const BUDGETS: Readonly<Record<string, number | undefined>> = {
  authorizer: 40,
  auth: 265,
  foo: 260,
  mail: 26,
};

export const bundles: Section = {
  name: 'bundles',
  title: 'Bundles',
  timed: false,
  method:
    "The functions' assets in the synthesized assembly, in KB of 1,024 bytes. Node loads the bundle. The asset also holds a source map and, for auth, argon2 with its binary.",
  run: async (bench): Promise<Findings> => {
    const world = await openWorld(await assemblyOf('test', bench));
    const services = ['authorizer', 'auth', 'foo', 'discovery', 'mail'].map((service) => {
      const { file } = world.functionOf(service);
      return { service, bundle: statSync(file).size / 1024, asset: sizeOf(dirname(file)) / 1024 };
    });
    await world.close();
    return {
      tables: [
        {
          columns: ['Function', 'bundle, KB', 'whole asset, KB'],
          rows: services.map(({ service, bundle, asset }) => ({ name: service, cells: [bundle, asset] })),
        },
      ],
      goals: services.flatMap(({ service, bundle }) => {
        const limit = BUDGETS[service];
        return limit === undefined ? [] : [atMost(`${service}'s bundle`, bundle, limit, 'KB')];
      }),
    };
  },
};

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
