/** Follows docs/how-to/use-the-authorizer.md in a copy of the project: its code compiles and creates the described resources. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTypes } from './support/check-types';
import { copyProject } from './support/copy-project';
import { projectRoot } from './support/synthesize';
import { typescriptOptions } from './support/typescript-process';
import { applyStep, readSteps } from './support/walkthrough';

/** A stack with sign-in and a method that the page's authorizer protects. */
const stack = `
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { addAuthorizer } from './add-authorizer';
import { IdentityTable } from './constructs/storage/identity-table';
import { SigningKeys } from './constructs/keys/signing-keys';

const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Own');
const table = new IdentityTable(stack, 'Table', { retainData: false });
const signingKeys = new SigningKeys(stack, 'Keys', {
  entries: [
    { id: 'Old', status: 'retired' },
    { id: 'Now', status: 'signing' },
    { id: 'Next', status: 'published' },
  ],
  retainData: false,
});
const authorizer = addAuthorizer(stack, { issuer: 'https://auth.example.com', table, signingKeys });
new RestApi(stack, 'Api').root.addResource('foo').addMethod('GET', new MockIntegration(), { authorizer });
process.stdout.write(JSON.stringify((stack.node.root as App).synth().getStackByName('Own').template));
`;

type Statement = { readonly Action: string | string[]; readonly Resource: unknown };
type Resource = { readonly Type: string; readonly Properties: Record<string, unknown> };

let project: string;
let resources: [string, Resource][];

beforeAll(() => {
  project = copyProject(['lib', 'lambda']);
  for (const step of readSteps(readFileSync(join(projectRoot, 'docs/how-to/use-the-authorizer.md'), 'utf8')))
    applyStep(project, step);
  writeFileSync(join(project, 'lib', 'own-stack.ts'), stack);
  const template = execFileSync(process.execPath, [...typescriptOptions, 'lib/own-stack.ts'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: join(project, 'cdk.out') },
  });
  resources = Object.entries(JSON.parse(template).Resources);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);

test('the authorizer for your own stack compiles', async () => {
  expect(await checkTypes(project)).toBe('');
});

const rightsOf = (name: string) =>
  ofType('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(name))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .filter(({ Action }) => /^(dynamodb|kms):/.test(String(Action)));

test('it may read sessions, and its deployment may read the public key of every accepted key', () => {
  expect(rightsOf('Authorizer')).toEqual([
    expect.objectContaining({
      Action: 'dynamodb:GetItem',
      Condition: expect.objectContaining({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SESSIONS#*'] },
      }),
    }),
  ]);
  expect(rightsOf('PublicKeys')).toEqual(
    ['KeysNow', 'KeysNext'].map((key) => ({
      Action: 'kms:GetPublicKey',
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(`^${key}[0-9A-F]{8}$`), 'Arn'] },
    })),
  );
});

test('it protects the method', () => {
  const [[, method] = []] = ofType('AWS::ApiGateway::Method');
  const [[authorizer] = []] = ofType('AWS::ApiGateway::Authorizer');
  expect(method?.Properties).toMatchObject({
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: authorizer },
  });
});
