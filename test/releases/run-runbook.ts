/** Rehearses every deployment of a runbook, and its rollback, with one table. */
import { join } from 'node:path';
import type { LocalApp } from '../../local/template/model';
import { type Caller, createCaller } from './call-by-turns';
import { checkKeySetAddress, readServedHosts } from './check-key-set-address';
import { type Direction, listMixes, listUnmatched } from './mix-releases';
import { usePasskeys } from './passkey-requests';
import { type Deploy, readDeploys } from './read-deploys';
import { rehearseChange } from './rehearse-change';
import { openReleaseStore, type ReleaseStore } from './release-store';
import type { Runbook } from './runbooks';
import { serveByTurns } from './serve-by-turns';
import { signInThroughCognito } from './sign-in-through-cognito';
import { synthesizeRelease } from './synthesize-release';
import { createVeteran, runFlow } from './user-flow';

/** The result of a run. */
export interface RunbookReport {
  /** The number of rehearsed deployments. */
  readonly deploys: number;
  /** The failures, each as one line with the deployment and the direction. */
  readonly faults: readonly string[];
}

/** The parts of a runbook to run, and changes to its releases. */
export interface RunOptions {
  /** Changes each release before it is served. @default - releases are served as synthesized */
  readonly alter?: (release: LocalApp) => LocalApp;
  /** The directions to rehearse. @default - both */
  readonly directions?: readonly Direction[];
}

/** A runbook names second factors and passkeys, or has none: their requests take as long as all others. */
const withoutSecondFactors: Deploy = {
  secondFactor: 'off',
  trustedDevices: 'off',
  passkeys: undefined,
  pages: undefined,
};

/** Runs a runbook. */
export async function runRunbook(
  runbook: Runbook,
  { alter = (release) => release, directions = ['forward', 'backward'] }: RunOptions = {},
): Promise<RunbookReport> {
  const { heading, base, start = {}, tolerated = {}, optionalFunction } = runbook;
  const { deploys = readDeploys(heading) } = runbook;
  const store = await openReleaseStore();
  try {
    const releases: LocalApp[] = [];
    const hosts: (readonly string[])[] = [];
    for (const [index, deploy] of [start, ...deploys].entries()) {
      const assembly = join(store.folder, `release-${index}`);
      synthesizeRelease(assembly, { ...withoutSecondFactors, ...base, ...deploy });
      releases.push(alter(await store.readRelease(assembly)));
      hosts.push(readServedHosts(assembly, store.listener.origin));
    }
    const [first, ...others] = releases;
    if (first === undefined) throw new Error('A runbook begins with a release');
    const faults: string[] = [];
    const rehearsed = new Set([JSON.stringify(first)]);
    let veteran = await useRelease(store, first, (line) => faults.push(`before: ${line}`), tolerated);
    let before = first;
    for (const [index, after] of others.entries()) {
      const unmatched = listUnmatched({ before, after }).filter((line) => !optionalFunction?.test(line));
      faults.push(...unmatched.map((line) => `deploy ${index + 1}: ${line}`));
      for (const direction of directions) {
        const mixes = listMixes({ before, after }, direction).map((mix) => JSON.stringify(mix));
        // for example, the rollback of a deployment that changes no grant
        if (mixes.every((mix) => rehearsed.has(mix))) continue;
        for (const mix of mixes) rehearsed.add(mix);
        const more = async (caller: Caller) => {
          await checkKeySetAddress(caller, hosts.slice(index, index + 2));
          await signInThroughCognito(caller, store, veteran, [before, after]);
          await usePasskeys(caller, [before, after]);
        };
        const report = await rehearseChange({ store, before, after, direction, tolerated, veteran, more });
        veteran = report.veteran;
        faults.push(...report.faults.map((line) => `deploy ${index + 1}, ${direction}: ${line}`));
      }
      before = after;
    }
    return { deploys: deploys.length, faults };
  } finally {
    await store.close();
  }
}

/** Uses the stage's first release. Its account then goes through all later releases. */
async function useRelease(
  store: ReleaseStore,
  release: LocalApp,
  note: (line: string) => void,
  tolerated: Runbook['tolerated'] = {},
) {
  const served = await serveByTurns(store, [release]);
  try {
    const caller = createCaller(store.listener.origin, 0, tolerated, served);
    const veteran = await createVeteran(caller);
    await runFlow(caller);
    for (const line of [...caller.faults(), ...served.denied()]) note(line);
    return veteran;
  } finally {
    await served.close();
  }
}
