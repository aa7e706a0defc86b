/** The authorizer function of a stage with routes that require a step-up. */
import { handler as judge } from '../handler';
import { demandStepUp } from './demand-step-up';
import { readStepUpGrants } from './read-step-up-grants';

export const handler = demandStepUp(judge, readStepUpGrants(process.env.LAMBDA_TASK_ROOT));
