/** The CDK app: one stack, for the stage that the context names (`-c stage=prod`; dev by default). */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { AuthStack } from '../lib/auth-stack';
import { ConfigurationError } from '../lib/configuration-error';
import { parseStageName, stageSettings } from '../lib/stages';
import { checkUsage, describeUsage } from '../lib/template-usage';

try {
  // by itself it would synthesize whatever is half built when an error is told
  const app = new App({ autoSynth: false });
  const stageName = parseStageName(app.node.tryGetContext('stage') ?? 'dev');
  const settings = stageSettings(stageName);
  const { terminationProtection, region } = settings;
  const id = `Latchkey${stageName.charAt(0).toUpperCase()}${stageName.slice(1)}`;
  const env = region !== undefined && { env: { region } };
  new AuthStack(app, id, { stageName, settings, terminationProtection, ...env });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  const { template } = app.synth().getStackByName(id);
  console.error(describeUsage(id, template));
  checkUsage(id, template);
} catch (error) {
  // any other is a fault of the code, and Node shows where
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
