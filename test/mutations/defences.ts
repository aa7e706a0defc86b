/** All mutations, by subject, in the order of docs/mutations.md. */
import { accountsMutations } from './defences/accounts';
import { attemptsMutations } from './defences/attempts';
import { authorizerMutations } from './defences/authorizer';
import { foosMutations } from './defences/foos';
import { infrastructureMutations } from './defences/infrastructure';
import { linksMutations } from './defences/links';
import { localRunMutations } from './defences/local-run';
import { logsMutations } from './defences/logs';
import { mailsMutations } from './defences/mails';
import { passwordsMutations } from './defences/passwords';
import { requestsMutations } from './defences/requests';
import { sessionsMutations } from './defences/sessions';
import { sourcesMutations } from './defences/sources';
import { tokensMutations } from './defences/tokens';
import type { Mutation } from './mutation';

export const subjects: Readonly<Record<string, readonly Mutation[]>> = {
  'Access tokens': tokensMutations,
  'The authorizer': authorizerMutations,
  'Sessions and refresh tokens': sessionsMutations,
  'Accounts and names': accountsMutations,
  Passwords: passwordsMutations,
  'Attempts on an account': attemptsMutations,
  'Sources, devices and unknown names': sourcesMutations,
  Mails: mailsMutations,
  'Links of mails': linksMutations,
  'Requests and answers': requestsMutations,
  Logs: logsMutations,
  'Things of an account (`/foo`)': foosMutations,
  Infrastructure: infrastructureMutations,
  'The local run': localRunMutations,
};
