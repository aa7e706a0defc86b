/** A dependency that cannot be asked. */
import { DependencyUnavailableError } from '../../../lambda/shared/errors';

/** Fails as any call to AWS does that got no answer. */
export const unavailable = () => Promise.reject(new DependencyUnavailableError('no answer'));
