/**
 * The authorizer function of a stage that accepts tokens until they expire. It makes no calls, so it loads no
 * client for them, which is most of a cold start.
 */
import { wireHandler } from './wire-handler';

export const handler = wireHandler();
