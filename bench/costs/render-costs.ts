/** Renders the computed prices as the tables of docs/costs.md. */
import {
  type CostInputs,
  type ExtraCosts,
  priceInSteps,
  priceOfAttack,
  priceOfAuthorizer,
  priceOfExtras,
  priceOfMonth,
  priceOfThousand,
} from './compute-costs';

const USERS = [10_000, 100_000, 1_000_000, 10_000_000];
const MARKERS = ['<!-- costs -->', '<!-- /costs -->'] as const;

/**
 * Writes the tables between their markers.
 * @throws Error when the document lacks them
 */
export function fillInCosts(document: string, inputs: CostInputs): string {
  const [start, end] = MARKERS;
  const [before, after] = [document.indexOf(start), document.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`docs/costs.md lacks the markers ${start} … ${end}`);
  return `${document.slice(0, before)}${start}\n${renderCosts(inputs)}\n${document.slice(after)}`;
}

function renderCosts(inputs: CostInputs): string {
  return [
    renderRequests(inputs),
    renderUsers(inputs),
    renderExtras(inputs),
    renderAttack(inputs),
    renderAssumptions(inputs),
    renderPrices(inputs),
  ].join('\n\n');
}

function renderRequests(inputs: CostInputs): string {
  const rows = Object.keys(inputs.assumptions.perUserAndMonth).map((name) => [
    describeRequest(name),
    dollars(priceOfThousand(inputs, name)),
  ]);
  const authorizer = ['what the authorizer adds to any request', dollars(1_000 * priceOfAuthorizer(inputs))];
  return table('### A thousand requests', ['Request', 'Dollars'], [...rows, authorizer]);
}

function renderUsers(inputs: CostInputs): string {
  const { tiers } = inputs.prices.cognito;
  const rows = USERS.map((users) => {
    const { signIn, authorizer } = priceOfMonth(inputs, users);
    const cognito = Object.values(tiers).map((steps) => priceInSteps(users, steps));
    return [
      users.toLocaleString('en'),
      dollars(signIn),
      dollars(authorizer),
      dollars((signIn + authorizer) / users),
      ...cognito.map(dollars),
    ];
  });
  const columns = [
    'Active users',
    'Sign-in',
    'Authorizer',
    'Both, a user',
    ...Object.keys(tiers).map((name) => `Cognito ${name}`),
  ];
  return table('### A month, in dollars', columns, rows);
}

function renderExtras(inputs: CostInputs): string {
  const extras = USERS.map((users) => priceOfExtras(inputs, users));
  const row = (what: string, key: keyof ExtraCosts, sign = '') => [
    what,
    ...extras.map((costs) => sign + dollars(costs[key])),
  ];
  return table(
    '### A month, in dollars, in addition',
    ['Active users', ...USERS.map((users) => users.toLocaleString('en'))],
    [
      row("API Gateway, the application's own requests", 'ownRequests'),
      row("Lambda's own lines in the logs, with `monitoring`", 'platformLogs'),
      row('GuardDuty, if the account has it: events of signatures', 'guardDuty'),
      row('CloudTrail, for a second trail: events of signatures', 'secondTrail'),
      row("with a signing key of `spec: 'RSA_2048'`", 'shortKeys', '−'),
    ],
  );
}

function renderAttack(inputs: CostInputs): string {
  const { requestsPerSecond, seconds, addressesBehindFirewall } = inputs.assumptions.attack;
  return table(
    `### ${requestsPerSecond} guesses a second for ${seconds / 3_600} hour`,
    ['Stage', 'Dollars'],
    [
      [
        `prod: ${inputs.admittedPerSecond} a second reach the function, the others receive 429`,
        dollars(priceOfAttack(inputs, false)),
      ],
      [`prod with \`webAcl\`, from ${addressesBehindFirewall} address`, dollars(priceOfAttack(inputs, true))],
    ],
  );
}

function renderAssumptions({ assumptions }: CostInputs): string {
  const { perUserAndMonth, authorizedRequestsPerUserAndMonth, milliseconds, memoryMb, ...others } =
    assumptions;
  const { logBytes, tracedShare, storedBytesPerUser, keys } = others;
  return table(
    '### Assumed',
    ['What', 'Value'],
    [
      ...Object.entries(perUserAndMonth).map(([name, times]) => [
        `${describeRequest(name)}, a user and month`,
        String(times),
      ]),
      ['other requests with a token, a user and month', String(authorizedRequestsPerUserAndMonth)],
      ...Object.entries(milliseconds).map(([name, time]) => [
        `milliseconds of a function: ${name}`,
        String(time),
      ]),
      ...Object.entries(memoryMb).map(([name, size]) => [`MB of memory: ${name}`, String(size)]),
      ...Object.entries(logBytes).map(([name, size]) => [`bytes in the logs: ${name}`, String(size)]),
      ['share of requests with a trace', String(tracedShare)],
      ['bytes in the table, a user', String(storedBytesPerUser)],
      ['KMS keys', String(keys)],
    ],
  );
}

function renderPrices({ prices }: CostInputs): string {
  const { region, compiledOn, apiGateway, lambda, dynamoDb, kms, logs, xray, waf, cognito } = prices;
  const { guardDuty, cloudTrail } = prices;
  const perMillion = (price: number) => `$${price} a million`;
  const rows: readonly (readonly string[])[] = [
    [
      'API Gateway, REST',
      apiGateway.dollarsPerMillion.map(({ price }) => perMillion(price)).join(', then '),
      apiGateway.source,
    ],
    ['Lambda, requests', perMillion(lambda.dollarsPerMillionRequests), lambda.source],
    [
      'Lambda on ARM, GB-seconds',
      perMillion(Math.round(lambda.dollarsPerGbSecond * 1e10) / 1e4),
      lambda.source,
    ],
    ['DynamoDB, read units', perMillion(dynamoDb.dollarsPerMillionReads), dynamoDb.source],
    ['DynamoDB, write units', perMillion(dynamoDb.dollarsPerMillionWrites), dynamoDb.source],
    [
      'DynamoDB, GB a month, its backup',
      `$${dynamoDb.dollarsPerGbMonth}, $${dynamoDb.dollarsPerGbMonthOfBackup}`,
      dynamoDb.source,
    ],
    [
      'KMS, RSA signatures except of 2048 bits',
      `$${kms.dollarsPerTenThousandSignatures} for 10,000`,
      kms.source,
    ],
    [
      'KMS, RSA signatures of 2048 bits',
      `$${kms.dollarsPerTenThousandShortSignatures} for 10,000`,
      kms.source,
    ],
    ['KMS, a key and month', `$${kms.dollarsPerKeyMonth}`, kms.source],
    ['CloudWatch Logs, GB', `$${logs.dollarsPerGb}`, logs.source],
    ['X-Ray, traces', perMillion(xray.dollarsPerMillionTraces), xray.source],
    ['GuardDuty, events of CloudTrail', perMillion(guardDuty.dollarsPerMillionEvents), guardDuty.source],
    [
      'CloudTrail, events of a further trail',
      `$${cloudTrail.dollarsPerHundredThousandEvents} for 100,000`,
      cloudTrail.source,
    ],
    ['WAF, requests', perMillion(waf.dollarsPerMillionRequests), waf.source],
    ...Object.entries(cognito.tiers).map(([name, steps]) => [
      `Cognito ${name}, an active user`,
      steps.map(({ price }) => `$${price}`).join(', then '),
      cognito.source,
    ]),
  ];
  return table(
    `### Unit prices of ${region}, compiled on ${compiledOn}`,
    ['What', 'Price', 'Source'],
    rows.map(([what = '', price = '', source]) => [what, price, `<${source}>`]),
  );
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`${title}\n`, line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}

function describeRequest(name: string): string {
  const [route, when] = name.split(', ', 2);
  return when === undefined ? `\`${route}\`` : `\`${route}\`, ${when}`;
}

/** Formats dollars with two significant digits, and without cents from a hundred dollars. */
function dollars(amount: number): string {
  if (amount >= 100) return Math.round(amount).toLocaleString('en');
  return amount >= 1 || amount === 0 ? amount.toFixed(2) : amount.toPrecision(2);
}
