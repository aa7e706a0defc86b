/** Mixes two releases into an app as it exists during a deployment: code of one, policies of the other. */
import type { KeyDefinition } from '../../local/template/key-definition';
import type { FunctionDefinition, LocalApp } from '../../local/template/model';
import type { EventSource } from '../../local/template/queues/event-source';
import type { QueueDefinition } from '../../local/template/queues/queue-definition';

/** The release of each part. */
export interface Parts<Release> {
  /** The code and the environment of the authorizer. */
  readonly authorizer: Release;
  /** The code and the environment of the functions that queues and rules invoke. */
  readonly background: Release;
  /** The code and the environment of the other functions. A request reaches one of them. */
  readonly services: Release;
  /** Methods, authorizer settings and gateway responses. */
  readonly api: Release;
  /** The policies of roles and keys. */
  readonly policies: Release;
}

/** Creates the app of a mix. A function that only one release has is taken from that release. */
function mixReleases({ authorizer, background, services, api, policies }: Parts<LocalApp>): LocalApp {
  const all = [policies, authorizer, services, api];
  const ids = new Set(all.flatMap(({ functions }) => functions.map(({ logicalId }) => logicalId)));
  const functions = [...ids].map((id) => {
    const owner = isAuthorizer(id, all) ? authorizer : isInBackground(id, all) ? background : services;
    return mixFunction(id, owner, policies, all);
  });
  return { ...policies, apis: api.apis, functions, ...mixLastingParts(all) };
}

function mixFunction(
  id: string,
  owner: LocalApp,
  policies: LocalApp,
  all: readonly LocalApp[],
): FunctionDefinition {
  const versions = all.flatMap((app) => find(app, id) ?? []);
  const code = find(owner, id) ?? versions[0];
  if (code === undefined) throw new Error(`No release has the function ${id}`);
  // code keeps the role that it was deployed with, even if a key policy no longer names the role
  const { rolePolicies } = find(policies, id) ?? code;
  // permissions for a new API are added before the API, and removed only after the former API
  const permissions = new Map(
    versions.flatMap((version) => version.permissions.map((one) => [JSON.stringify(one), one])),
  );
  return { ...code, rolePolicies, permissions: [...permissions.values()] };
}

/** The resources of an app that keep their state from release to release. */
interface LastingParts {
  readonly keys: readonly KeyDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly eventSources: readonly EventSource[];
}

/** Returns the resources of all releases: CloudFormation deletes resources at the end of an update. */
function mixLastingParts(all: readonly LocalApp[]): LastingParts {
  return {
    keys: keepFirst(
      all.flatMap(({ keys }) => keys),
      ({ keyId }) => keyId,
    ),
    queues: keepFirst(
      all.flatMap(({ queues = [] }) => queues),
      ({ arn }) => arn,
    ),
    eventSources: keepFirst(
      all.flatMap(({ eventSources = [] }) => eventSources),
      ({ logicalId }) => logicalId,
    ),
  };
}

function keepFirst<Part>(parts: readonly Part[], idOf: (part: Part) => string): readonly Part[] {
  const kept = new Map<string, Part>();
  for (const part of parts) if (!kept.has(idOf(part))) kept.set(idOf(part), part);
  return [...kept.values()];
}

function find({ functions }: LocalApp, id: string): FunctionDefinition | undefined {
  return functions.find(({ logicalId }) => logicalId === id);
}

function isAuthorizer(id: string, all: readonly LocalApp[]): boolean {
  return all.some((app) => {
    const arn = find(app, id)?.arn;
    return app.apis.some(({ authorizers }) => authorizers.some(({ functionArn }) => functionArn === arn));
  });
}

function isInBackground(id: string, all: readonly LocalApp[]): boolean {
  return all.some((app) => {
    const targets = [
      ...(app.eventSources ?? []).map(({ functionArn }) => functionArn),
      ...(app.eventRules ?? []).flatMap(({ functionArns }) => functionArns),
    ];
    return targets.some((arn) => arn === find(app, id)?.arn);
  });
}

/** `forward` for a deployment, `backward` for its rollback. */
export type Direction = 'forward' | 'backward';

/** Two releases, the earlier one first. */
export interface Change {
  readonly before: LocalApp;
  readonly after: LocalApp;
}

/**
 * Returns the mixes of a deployment or of its rollback. In a deployment the policies are the new ones before any new code runs. In a
 * rollback the policies are the former ones while the new code still runs. Every pair of parts meets in every combination of their
 * releases, except the authorizer and functions in the background, which never call each other. Equal mixes are returned once. The
 * services of consecutive mixes are of different releases.
 */
export function listMixes({ before, after }: Change, direction: Direction): LocalApp[] {
  const policies = direction === 'forward' ? after : before;
  const mixes = [
    { authorizer: before, services: before, api: before },
    { authorizer: before, services: after, api: after },
    { authorizer: after, services: before, api: after },
    { authorizer: after, services: after, api: before },
  ].map((parts) => mixReleases({ ...parts, background: parts.authorizer, policies }));
  const distinct = new Map(mixes.map((mix) => [JSON.stringify(mix), mix]));
  return [...distinct.values()];
}

/** Returns the logical ids of functions that only one of the two releases has. */
export function listUnmatched({ before, after }: Change): string[] {
  const ids = ({ functions }: LocalApp) => functions.map(({ logicalId }) => logicalId);
  const [former, next] = [ids(before), ids(after)];
  return [
    ...former.filter((id) => !next.includes(id)).map((id) => `${id} is only in the release before`),
    ...next.filter((id) => !former.includes(id)).map((id) => `${id} is only in the release after`),
  ];
}
