/** Cases of the elements Action, Resource and their negations, and of their wildcards. */
import type { Statement } from '../../../../local/iam/policy';
import { type PolicyCase, policyOf, requestOf, userGuide } from './policy-case';

type Row = readonly [
  rule: string,
  statement: Partial<Statement>,
  action: string,
  resource: string,
  allowed: boolean,
];

function casesOf(source: string, rows: readonly Row[]): PolicyCase[] {
  return rows.map(([rule, statement, action, resource, allowed]) => ({
    source,
    rule,
    policy: policyOf({ Effect: 'Allow', ...statement }),
    request: requestOf(action, resource),
    expected: allowed ? 'allow' : 'implicit-deny',
  }));
}

const on = (Action: string | readonly string[]) => ({ Action, Resource: '*' });
const to = (Resource: string | readonly string[]) => ({ Action: '*', Resource });
const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';

const actions = casesOf(`${userGuide}/reference_policies_elements_action.html`, [
  ['an action is named with its service', on('sqs:SendMessage'), 'sqs:SendMessage', bucket, true],
  ['another action is not allowed', on('sqs:SendMessage'), 'sqs:ReceiveMessage', bucket, false],
  ['another service is not allowed', on('sqs:SendMessage'), 'sns:SendMessage', bucket, false],
  ['actions have no case', on('iam:ListAccessKeys'), 'IAM:listaccesskeys', bucket, true],
  [
    'several actions are joined by OR',
    on(['sqs:SendMessage', 's3:ListAllMyBuckets']),
    's3:ListAllMyBuckets',
    bucket,
    true,
  ],
  ['* is every action of a service', on('s3:*'), 's3:GetObject', bucket, true],
  ['* of a service is no other service', on('s3:*'), 's3-object-lambda:GetObject', bucket, false],
  ['* may stand within a name', on('iam:*AccessKey*'), 'iam:UpdateAccessKey', bucket, true],
  ['* needs the rest of the name', on('iam:*AccessKey*'), 'iam:CreateUser', bucket, false],
  ['? is one character', on('s3:?etObject'), 's3:GetObject', bucket, true],
  ['a lone * is every action', on('*'), 'execute-api:Invoke', bucket, true],
]);

const notActions = casesOf(`${userGuide}/reference_policies_elements_notaction.html`, [
  [
    'NotAction allows the others',
    { NotAction: 's3:DeleteBucket', Resource: '*' },
    's3:GetObject',
    bucket,
    true,
  ],
  [
    'NotAction does not allow its own',
    { NotAction: 's3:DeleteBucket', Resource: '*' },
    's3:DeleteBucket',
    bucket,
    false,
  ],
  [
    'NotAction has no case',
    { NotAction: 's3:DeleteBucket', Resource: '*' },
    'S3:deletebucket',
    bucket,
    false,
  ],
  ['NotAction has wildcards', { NotAction: 'iam:*', Resource: '*' }, 'iam:CreateUser', bucket, false],
  [
    'NotAction reaches the other services',
    { NotAction: 'iam:*', Resource: '*' },
    'ec2:RunInstances',
    bucket,
    true,
  ],
  [
    'NotAction of several allows none of them',
    { NotAction: ['iam:*', 's3:*'], Resource: '*' },
    's3:GetObject',
    bucket,
    false,
  ],
  [
    'NotAction keeps to its resources',
    { NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' },
    'sqs:SendMessage',
    'arn:aws:sqs:eu-west-1:1:q',
    false,
  ],
]);

const user = 'arn:aws:iam::123456789012:user';
const resources = casesOf(`${userGuide}/reference_policies_elements_resource.html`, [
  ['a resource is named by its ARN', to(`${user}/Bob`), 'iam:GetUser', `${user}/Bob`, true],
  ['resources do have case', to(`${user}/Bob`), 'iam:GetUser', `${user}/bob`, false],
  [
    'a path is matched by a wildcard',
    to(`${user}/accounting/*`),
    'iam:GetUser',
    `${user}/accounting/Bob`,
    true,
  ],
  ['another path is not', to(`${user}/accounting/*`), 'iam:GetUser', `${user}/sales/Bob`, false],
  ['* is every object of a bucket', to(`${bucket}/*`), 's3:GetObject', `${bucket}/a/b.txt`, true],
  ['the bucket itself is none of its objects', to(`${bucket}/*`), 's3:ListBucket', bucket, false],
  ['* crosses slashes', to(`${bucket}/*/test/*`), 's3:GetObject', `${bucket}/1/2/test/3/object.jpg`, true],
  ['* keeps the text around it', to(`${bucket}/*/test/*`), 's3:GetObject', `${bucket}/1/2/object.jpg`, false],
  ['* at the end crosses colons', to('arn:aws:sns:*'), 'sns:Publish', 'arn:aws:sns:eu-west-1:1:topic', true],
  ['? is one character', to(`${bucket}/??/a`), 's3:GetObject', `${bucket}/01/a`, true],
  ['? is not two', to(`${bucket}/?/a`), 's3:GetObject', `${bucket}/01/a`, false],
  [
    'several resources are joined by OR',
    to([`${bucket}/a`, `${bucket}/b`]),
    's3:GetObject',
    `${bucket}/b`,
    true,
  ],
  ['a lone * is every resource', to('*'), 's3:GetObject', `${bucket}/b`, true],
]);

const notResources = casesOf(`${userGuide}/reference_policies_elements_notresource.html`, [
  [
    'NotResource allows the others',
    { Action: 's3:*', NotResource: bucket },
    's3:GetObject',
    'arn:aws:s3:::other/a',
    true,
  ],
  [
    'NotResource does not allow its own',
    { Action: 's3:*', NotResource: [bucket, `${bucket}/*`] },
    's3:GetObject',
    `${bucket}/a`,
    false,
  ],
  [
    'NotResource of a bucket leaves its objects',
    { Action: 's3:*', NotResource: bucket },
    's3:GetObject',
    `${bucket}/a`,
    true,
  ],
  ['NotResource of * leaves nothing', { Action: 's3:*', NotResource: '*' }, 's3:GetObject', bucket, false],
]);

const api = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123';
const invoke = 'execute-api:Invoke';
const gateway = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const apis = casesOf(`${gateway}/api-gateway-control-access-using-iam-policies-to-invoke-api.html`, [
  [
    'a method is stage, verb and path',
    { Action: invoke, Resource: `${api}/test/GET/pets` },
    invoke,
    `${api}/test/GET/pets`,
    true,
  ],
  [
    'a slash at the end is another path',
    { Action: invoke, Resource: `${api}/test/GET/pets` },
    invoke,
    `${api}/test/GET/pets/`,
    false,
  ],
  [
    '* of a stage is all its methods',
    { Action: invoke, Resource: `${api}/test/*` },
    invoke,
    `${api}/test/POST/pets/7`,
    true,
  ],
  [
    'another stage is not',
    { Action: invoke, Resource: `${api}/test/*` },
    invoke,
    `${api}/prod/GET/pets`,
    false,
  ],
  [
    '* of the verb crosses into the path',
    { Action: invoke, Resource: `${api}/test/*/pets` },
    invoke,
    `${api}/test/GET/my/pets`,
    true,
  ],
  [
    'another verb is not allowed',
    { Action: invoke, Resource: `${api}/*/GET/*` },
    invoke,
    `${api}/test/POST/pets`,
    false,
  ],
  [
    'another API is not allowed',
    { Action: invoke, Resource: `${api}/*` },
    invoke,
    `${api.slice(0, -1)}4/test/GET/`,
    false,
  ],
  [
    'execute-api:* includes Invoke',
    { Action: 'execute-api:*', Resource: `${api}/*` },
    invoke,
    `${api}/test/GET/`,
    true,
  ],
  [
    'ManageConnections is not Invoke',
    { Action: 'execute-api:ManageConnections', Resource: '*' },
    invoke,
    `${api}/test/GET/`,
    false,
  ],
]);

/** Action, NotAction, Resource, NotResource. */
export const elementCases: readonly PolicyCase[] = [
  ...actions,
  ...notActions,
  ...resources,
  ...notResources,
  ...apis,
];
