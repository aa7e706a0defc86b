/** The handler of the function factors, with which users manage their second factors. */
import { join } from 'node:path';
import { parseEnvironment } from '../parse-environment';
import { ok } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { factorVariables } from '../variables/factors';
import type * as SelfCheck from './self-check';

/** A separate file next to the bundle: see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

const { corsOrigins, basePath } = parseEnvironment(factorVariables, process.env);

const dispatch = createDispatcher(
  'factors',
  { 'GET /users/me/factors': () => ok({ factors: [] }) },
  { corsOrigins, basePath },
);

export const handler = withSelfCheck(dispatch, loadSelfCheck);
