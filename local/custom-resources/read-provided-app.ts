/** Reads an app as often as its custom resources need it: what one answers may be what another is made with. */
import type { ProvidedResource, ProvidedResources } from '../template/custom/attribute-reads';
import type { CustomResource, LocalApp } from '../template/model';

/**
 * Makes custom resources.
 * @returns what they have answered, by their key; a resource that failed, which has been reported, is left out
 */
export type ProvideResources = (
  app: LocalApp,
  resources: readonly CustomResource[],
) => Promise<ReadonlyMap<string, ProvidedResource>>;

/** Reads the app with the attributes of its custom resources; those of failed ones stay stand-ins. */
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
