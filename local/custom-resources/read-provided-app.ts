/**
 * Reads an app repeatedly until all its custom resources exist. The properties of one can contain attributes
 * of another.
 */
import type { ProvidedResource, ProvidedResources } from '../template/custom/attribute-reads';
import type { CustomResource, LocalApp } from '../template/model';

/**
 * Creates custom resources.
 * @returns their responses by key, without the resources that failed; these failures are already reported
 */
export type ProvideResources = (
  app: LocalApp,
  resources: readonly CustomResource[],
) => Promise<ReadonlyMap<string, ProvidedResource>>;

/**
 * Reads the app with the attributes of its custom resources. Failed resources keep their placeholder
 * attributes.
 */
export async function readProvidedApp(
  read: (provided: ProvidedResources) => LocalApp,
  provide: ProvideResources,
): Promise<LocalApp> {
  const provided = new Map<string, ProvidedResource>();
  const tried = new Set<string>();
  let app = read(provided);
  for (;;) {
    const ready = (app.customResources ?? []).filter(
      ({ key, dependsOn }) => !tried.has(key) && dependsOn.every((other) => provided.has(other)),
    );
    if (ready.length === 0) return app;
    for (const { key } of ready) tried.add(key);
    for (const [key, answer] of await provide(app, ready)) provided.set(key, answer);
    app = read(provided);
  }
}
