/** The authorizer function of a stage that demands a verified address. */
import { handler as judge } from '../handler';
import { nameDenial } from './name-denial';

export const handler = nameDenial(judge);
