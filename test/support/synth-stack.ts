/**
 * Synthesizes stacks for tests, without bundling, with the feature flags of cdk.json and with masked asset
 * hashes.
 */
import './count-template-assertions';
import { runInThisContext } from 'node:vm';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import type { AuthStack } from '../../lib/stack/auth-stack';
import { createStacks, type StageToCreate } from '../../lib/stack/create-stacks';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { type StageName, stageSettings } from '../../lib/stages/stages';
import { keepForRun } from './keep-for-run';

/** What changes no template, but costs a quarter of each synthesis. */
const withoutTelemetry = { '@aws-cdk/core:enableAdditionalMetadataCollection': false };

/** The `Error` of the CDK, which Jest's worker loads outside the realm of its suites. */
const CdkError: ErrorConstructor = runInThisContext('Error');

/** Creates an app that bundles nothing and writes no tree of its constructs. */
export function createApp(): App {
  return new App({
    context: { ...cdkJson.context, ...withoutTelemetry, 'aws:cdk:bundling-stacks': [] },
    treeMetadata: false,
  });
}

/** Creates something without the stack trace of each acknowledged rule, which Jest would map to sources. */
function withoutStackTraces<Created>(create: () => Created): Created {
  const limit = CdkError.stackTraceLimit;
  CdkError.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    CdkError.stackTraceLimit = limit;
  }
}

/** Settings that make a stage half as large, for tests of other settings. */
export const small = {
  exampleRoutes: false,
  corsOrigins: [],
  email: undefined,
  secondFactor: 'off',
  trustedDevices: 'off',
  passkeys: undefined,
  pages: undefined,
} satisfies Partial<StageSettings>;

/** Creates an empty stack, for tests of one construct. */
export function createStack(): Stack {
  return new Stack(createApp(), 'Stack');
}

/** Creates the whole stack of a stage with some settings replaced, and its standby. */
export function createAuthStack(
  stageName: StageName,
  settings: Partial<StageSettings> = {},
  app: App = createApp(),
): AuthStack {
  const stage = stageToCreate(stageName, settings);
  return withoutStackTraces(() => createStacks(app, `Latchkey${stageName}`, stage))[0];
}

/**
 * Returns the templates of a stage with exactly these settings: its stack's, and its standby's if it has one.
 */
export function synthStacks(stage: StageToCreate): readonly Template[] {
  const made = keepForRun(stage, () => synthAnew(stage));
  // synthAnew has checked them for cycles
  return made.map((template) => Template.fromJSON(template, { skipCyclicalDependenciesCheck: true }));
}

/** Returns the same without the cache. */
export function synthStacksAnew(stage: StageToCreate): readonly Template[] {
  return synthAnew(stage).map((template) => Template.fromJSON(template));
}

function synthAnew(stage: StageToCreate): readonly Record<string, unknown>[] {
  const stacks = withoutStackTraces(() => createStacks(createApp(), `Latchkey${stage.stageName}`, stage));
  return stacks.flatMap((stack) => (stack ? [Template.fromStack(stack).toJSON()] : []));
}

/** Returns a stage with some settings replaced. */
export function stageToCreate(stageName: StageName, settings: Partial<StageSettings> = {}): StageToCreate {
  return { stageName, settings: { ...stageSettings(stageName), ...settings } };
}

/** Returns the template of a stage's whole stack, with some settings replaced. */
export function synthStage(stageName: StageName, settings: Partial<StageSettings> = {}): Template {
  const [template] = synthStacks(stageToCreate(stageName, settings));
  if (template === undefined) throw new Error('A stage has a stack');
  return template;
}

/** Returns the template of the standby of the stage `all-features`, with some settings replaced. */
export function synthStandby(settings: Partial<StageSettings> = {}): Template {
  const [, standby] = synthStacks(stageToCreate('all-features', settings));
  if (standby === undefined) throw new Error('The stage has no standby');
  return standby;
}

/**
 * Masks the hashes of assets, which change with every file of the project, and of versions, which depend on
 * them.
 */
export function maskAssets(template: Template): Record<string, unknown> {
  const text = JSON.stringify(template.toJSON());
  return JSON.parse(
    text
      .replace(/"[0-9a-f]{64}\.zip"/g, '"<asset>.zip"')
      .replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<hash>'),
  );
}
