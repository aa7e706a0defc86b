/**
 * The authorizer function of a stage that trusts tokens until they expire. It calls nothing, and so it loads nothing that calls are
 * made with, which is most of a cold start.
 */
import { wireHandler } from './wire-handler';

export const handler = wireHandler();
