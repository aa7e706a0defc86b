/** The authorizer function of such a stage that demands a verified address. */
import { handler as judge } from '../verified/handler';
import { demandStepUp } from './demand-step-up';
import { readStepUpGrants } from './read-step-up-grants';

export const handler = demandStepUp(judge, readStepUpGrants(process.env.LAMBDA_TASK_ROOT));
