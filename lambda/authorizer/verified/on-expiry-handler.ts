/** The authorizer function of a stage that demands a verified address and accepts tokens until they expire. */

import { handler as judge } from '../on-expiry-handler';
import { nameDenial } from './name-denial';

export const handler = nameDenial(judge);
