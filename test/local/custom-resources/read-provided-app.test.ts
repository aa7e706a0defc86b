import { readProvidedApp } from '../../../local/custom-resources/read-provided-app';
import type { ProvidedResources } from '../../../local/template/custom/attribute-reads';
import type { CustomResource, LocalApp } from '../../../local/template/model';

/** Returns an app of resources with dependencies. Its region shows the attributes that it was read with. */
function appOf(resources: Readonly<Record<string, readonly string[]>>) {
  return (provided: ProvidedResources) =>
    ({
      region: [...provided.keys()].join(),
      customResources: Object.entries(resources).map(
        ([key, dependsOn]) => ({ key, dependsOn }) as unknown as CustomResource,
      ),
    }) as unknown as LocalApp;
}

async function make(resources: Readonly<Record<string, readonly string[]>>, failing: readonly string[] = []) {
  const rounds: string[] = [];
  const { region } = await readProvidedApp(appOf(resources), async (_app, ready) => {
    rounds.push(ready.map(({ key }) => key).join());
    return new Map(
      ready.flatMap(({ key }) => (failing.includes(key) ? [] : [[key, { physicalId: key, data: {} }]])),
    );
  });
  return { rounds, read: region };
}

test('resources are created in the order of their dependencies', async () => {
  expect(await make({ a: ['b'], b: ['c', 'd'], c: [], d: [] })).toEqual({
    rounds: ['c,d', 'b', 'a'],
    read: 'c,d,b,a',
  });
});

test('dependents of a failed resource are not created, and the failed one is not created again', async () => {
  expect(await make({ a: ['b'], b: [], c: [] }, ['b'])).toEqual({ rounds: ['b,c'], read: 'c' });
});

test('resources that depend on each other are not created', async () => {
  expect(await make({ a: ['b'], b: ['a'] })).toEqual({ rounds: [], read: '' });
});
