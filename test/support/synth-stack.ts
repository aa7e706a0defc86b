/** Synthesizes stacks for tests: without bundling, with the feature flags of cdk.json, and with masked asset hashes. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import type { AuthStack } from '../../lib/stack/auth-stack';
import { createStacks } from '../../lib/stack/create-stacks';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { type StageName, stageSettings } from '../../lib/stages/stages';

/** An app that bundles nothing. */
export function createApp(): App {
  return new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });
}

/** An empty stack, to put one construct into. */
export function createStack(): Stack {
  return new Stack(createApp(), 'Stack');
}

/** The whole stack of a stage, some of its settings replaced; its standby is made as well. */
export function createAuthStack(
  stageName: StageName,
  settings: Partial<StageSettings> = {},
  app: App = createApp(),
): AuthStack {
  const complete = { ...stageSettings(stageName), ...settings };
  return createStacks(app, `Latchkey${stageName}`, { stageName, settings: complete })[0];
}

/** The template of the whole stack of a stage, some of its settings replaced. */
export function synthStage(stageName: StageName, settings: Partial<StageSettings> = {}): Template {
  return Template.fromStack(createAuthStack(stageName, settings));
}

/** The template of the standby of the stage `all-features`, some of the stage's settings replaced. */
export function synthStandby(settings: Partial<StageSettings> = {}): Template {
  const complete = { ...stageSettings('all-features'), ...settings };
  const [, standby] = createStacks(createApp(), 'Latchkeyall-features', {
    stageName: 'all-features',
    settings: complete,
  });
  if (standby === undefined) throw new Error('The stage has no standby');
  return Template.fromStack(standby);
}

/** Replaces the hashes of assets, which change with every file of the project, and those of versions, which follow them. */
export function maskAssets(template: Template): Record<string, unknown> {
  const text = JSON.stringify(template.toJSON());
  return JSON.parse(
    text
      .replace(/"[0-9a-f]{64}\.zip"/g, '"<asset>.zip"')
      .replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<hash>'),
  );
}
