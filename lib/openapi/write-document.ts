/** Writes the files that follow from the route table: the OpenAPI document, the client's types, and the list of routes. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { authBodies, createAnswerBodies } from '../../lambda/auth/bodies';
import { authDescriptions } from '../../lambda/auth/descriptions';
import { createPasswordChangeBody, createSignUpBody } from '../../lambda/auth/stage-bodies';
import { discoveryDescriptions } from '../../lambda/discovery/descriptions';
import { factorsBodies } from '../../lambda/factors/bodies';
import { factorsDescriptions } from '../../lambda/factors/descriptions';
import { fooBodies } from '../../lambda/foo/bodies';
import { fooDescriptions } from '../../lambda/foo/descriptions';
import { type Route, routes } from '../../lambda/routes';
import { buildDocument } from './build-document';
import { writeRoutes } from './write-routes';
import { writeTypes } from './write-types';

/** A file that `npm run openapi` writes. */
export interface WrittenFile {
  /** The path from the project's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Returns the files. @param table the routes to describe @default - all routes of the API */
export function writeDocument(table: Readonly<Record<string, Route>> = routes): readonly WrittenFile[] {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8'));
  // clients call no page
  const called = Object.fromEntries(Object.entries(table).filter(([, { access }]) => access !== 'page'));
  const document = buildDocument({
    routes: called,
    // a stage removes what it does not serve: lambda/discovery/select-policy.ts
    bodies: {
      ...authBodies,
      ...createAnswerBodies({ hasEmail: true, trustsDevices: true, hasPasskeys: true }),
      ...factorsBodies,
      ...fooBodies,
      'POST /users': createSignUpBody('optional', true),
      'PUT /users/me/password': createPasswordChangeBody(),
    },
    descriptions: {
      ...authDescriptions,
      ...factorsDescriptions,
      ...fooDescriptions,
      ...discoveryDescriptions,
    },
    version,
  });
  return [
    { file: 'openapi.json', text: `${JSON.stringify(document, null, 2)}\n` },
    { file: 'client/src/api-types.ts', text: writeTypes(document) },
    { file: 'docs/reference/routes.md', text: writeRoutes(document, called) },
  ];
}
