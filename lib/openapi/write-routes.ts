/** Writes the list of routes, docs/reference/routes.md, from the API's document. */
import type { Route } from '../../lambda/routes';
import { describeStepUp } from './describe-step-up';
import { type JsonObject, toArray, toObject } from './json';
import { listProblems } from './list-problems';

const INTRODUCTION = `# Routes

[openapi.json](../../openapi.json) describes every parameter, body and response, with examples. [Errors](errors.md) explains the codes. Stages serve the routes of \`foo\` only with \`exampleRoutes\`, those of \`/users/me/email\` only with \`email\`, those of second factors only with \`secondFactor\`, and those of apps only with \`pages\`. Hosted pages are for browsers and are not listed.

This page is generated from the route table and its descriptions by \`npm run openapi\`.
`;

const HEADER = '| Route | Caller | What it does | Success | Errors |\n|---|---|---|---|---|\n';

/**
 * Returns the text of the page.
 * @param document the OpenAPI document of the routes
 * @param routes the route table, by route key
 */
export function writeRoutes(document: JsonObject, routes: Readonly<Record<string, Route>>): string {
  const sections = toArray(document.tags).map((tag) => {
    const { name, description } = toObject(tag);
    const rows = Object.entries(routes)
      .filter(([, { service }]) => service === name)
      .map(([key, route]) => writeRow(key, route, document));
    return `## ${description}\n\n${HEADER}${rows.join('')}`;
  });
  const always = `## Errors of every route\n\n${listCodes(commonProblems)}\n`;
  return [INTRODUCTION, ...sections, always].join('\n');
}

const commonProblems = listProblems({
  route: { service: 'discovery', access: 'public' },
  hasBody: false,
  own: [],
});

function writeRow(key: string, route: Route, document: JsonObject): string {
  const [method = '', path = ''] = key.split(' ');
  const operation = toObject(toObject(toObject(document.paths)[path])[method.toLowerCase()]);
  const responses = Object.entries(toObject(operation.responses)).map(([status, response]) => ({
    status,
    ...toObject(response),
  }));
  const successes = responses.flatMap((response) =>
    'description' in response ? [`${response.status}: ${response.description}`] : [],
  );
  const codes = responses
    .flatMap((response) => ('$ref' in response ? [String(response.$ref)] : []))
    .flatMap((reference) => reference.split('/').at(-1)?.split('.') ?? [])
    .filter((code) => /^[A-Z_]+$/.test(code) && !commonProblems.includes(code));
  const words = [operation.summary, operation.description].filter((text) => text !== undefined);
  const cells = [
    `\`${key}\``,
    describeCaller(route),
    words.join('. '),
    successes.join(' · '),
    listCodes(codes),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

const listCodes = (codes: readonly string[]) => [...new Set(codes)].map((code) => `\`${code}\``).join(', ');

function describeCaller({ access, scope, stepUp }: Route): string {
  if (access === 'public') return 'anyone';
  return [
    'signed in',
    ...(scope === undefined ? [] : [`scope \`${scope}\``]),
    ...(stepUp ? [describeStepUp(stepUp)] : []),
  ].join(', ');
}
