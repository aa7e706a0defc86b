/** The authorizer function of such a stage that accepts tokens until they expire. */
import { handler as judge } from '../on-expiry-handler';
import { demandStepUp } from './demand-step-up';
import { readStepUpGrants } from './read-step-up-grants';

export const handler = demandStepUp(judge, readStepUpGrants(process.env.LAMBDA_TASK_ROOT));
