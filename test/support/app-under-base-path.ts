/** The CDK app of the stage `test`, with the base path in `TEST_BASE_PATH`. */
import { App } from 'aws-cdk-lib';
import { createStacks } from '../../lib/stack/create-stacks';
import { stageSettings } from '../../lib/stages/stages';

const app = new App();
// pages are at the root of their host
const settings = { ...stageSettings('test'), basePath: process.env.TEST_BASE_PATH ?? '', pages: undefined };
createStacks(app, 'LatchkeyTest', { stageName: 'test', settings });
app.synth();
