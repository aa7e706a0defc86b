/** The CDK app: one stack, for the stage that the context names (`-c stage=prod`; dev by default). */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AuthStack } from '../lib/auth-stack';
import { parseStageName, stageSettings } from '../lib/stages';
import { checkUsage, describeUsage } from '../lib/template-usage';

try {
  const app = new App();
  const stageName = parseStageName(app.node.tryGetContext('stage') ?? 'dev');
  const settings = stageSettings(stageName);
  const id = `Latchkey${stageName.charAt(0).toUpperCase()}${stageName.slice(1)}`;
  new AuthStack(app, id, {
    stageName,
    settings,
    terminationProtection: settings.terminationProtection,
    ...(settings.region !== undefined && { env: { region: settings.region } }),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { template } = app.synth().getStackByName(id);
  console.error(describeUsage(id, template));
  checkUsage(id, template);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
