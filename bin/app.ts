/**
 * The CDK app: the stack of the stage that the context names (`-c stage=prod`; dev by default), and the stack of its standby if it
 * has one. With `-c importReplicas=true`, CloudFormation can import the standby's replicas but rejects a deployment of the standby.
 */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { checkUsage, describeUsage } from '../lib/checks/template-limits';
import { describeLargestPolicy } from '../lib/routes/route-grants';
import { createStacks } from '../lib/stack/create-stacks';
import { ConfigurationError } from '../lib/stages/configuration-error';
import { parseStageName, stageSettings } from '../lib/stages/stages';
import { toPascalCase } from '../lib/to-pascal-case';

try {
  // with autoSynth, the app would synthesize incomplete stacks after an error
  const app = new App({ autoSynth: false });
  const stageName = parseStageName(app.node.tryGetContext('stage') ?? 'dev');
  const settings = stageSettings(stageName);
  const stackName = settings.stackName ?? `Latchkey${toPascalCase(stageName)}`;
  const stacks = createStacks(app, stackName, {
    stageName,
    settings,
    importReplicas: app.node.tryGetContext('importReplicas') === 'true',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  for (const { stackName, template } of app.synth().stacks) {
    console.error(describeUsage(stackName, template));
    checkUsage(stackName, template);
  }
  for (const stack of stacks) {
    if (stack) console.error(describeLargestPolicy(stack.stackName, stack.largestPolicy));
  }
} catch (error) {
  // any other error is a bug, and Node.js prints where
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
