/** Serves the stage `test` with `email.policy: 'required'`, for the suite about accounts without a verified address. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Route } from '../../lambda/routes';
import { guardedRoutes } from '../../lib/routes/guarded-routes';
import { createRouteGrants, toRouteGrantsFiles } from '../../lib/routes/route-grants';
import { authorizerEntry } from '../../lib/stack/email/authorizer-entry';
import { lambdaFile } from '../../lib/stack/on-demand-files';
import type { EmailSettings } from '../../lib/stages/email-settings';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { stageSettings } from '../../lib/stages/stages';
import { startRun, type TestRun } from '../faults/start-run';
import { rebuildFiles } from '../releases/rebuild-files';
import { synthesizeRelease } from '../releases/synthesize-release';

/** A change of the stage. */
export interface PolicyChange {
  /** @default - those of the stage */
  readonly settings?: Partial<StageSettings>;
  /** The step-ups of routes, by key. @default - no route requires one */
  readonly stepUps?: Readonly<Record<string, Route['stepUp']>>;
}

/** Serves the stage, with a clock that only the test moves. */
export async function servePolicy({ settings: changes, stepUps = {} }: PolicyChange = {}): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-policy-'));
  const assembly = join(folder, 'cdk.out');
  const test = stageSettings('test');
  const settings = {
    ...test,
    email: { ...(test.email as EmailSettings), policy: 'required' as const },
    ...changes,
  };
  synthesizeRelease(assembly, settings);
  await replaceAuthorizer(assembly, settings, stepUps);
  const run = await startRun({ assembly, maxInstances: 1, standingClock: true });
  const stop = run.close;
  return Object.assign(run, {
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Replaces the authorizer's asset, whose code and routes depend on the policy. */
async function replaceAuthorizer(
  assembly: string,
  settings: ReturnType<typeof stageSettings>,
  stepUps: NonNullable<PolicyChange['stepUps']>,
): Promise<void> {
  const table = Object.entries(guardedRoutes(settings)).map(([key, route]) => {
    const stepUp = stepUps[key];
    return [key, { ...route, ...(stepUp && { stepUp }) }];
  });
  const grants = createRouteGrants(Object.fromEntries(table));
  const entry = lambdaFile(authorizerEntry(settings, grants));
  const asset = await rebuildFiles({ assembly, id: 'Authorizer', files: { index: entry } });
  for (const [name, text] of Object.entries(toRouteGrantsFiles(grants))) {
    writeFileSync(join(asset, name), text);
  }
}
