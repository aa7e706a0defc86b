/** A dependency that is unavailable. */
import { DependencyUnavailableError } from '../../../lambda/shared/errors';

/** Fails like an AWS call without a response. */
export const unavailable = () => Promise.reject(new DependencyUnavailableError('no answer'));
