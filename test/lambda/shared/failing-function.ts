/** A function that fails unexpectedly, for a test of the logged stack frames. */
import { describeError } from '../../../lambda/shared/describe-error';

function fail(): never {
  throw new RangeError('planted');
}

function work(): never {
  try {
    return fail();
  } catch (cause) {
    throw new TypeError('planted', { cause });
  }
}

export function handler(): unknown {
  try {
    return work();
  } catch (error) {
    return describeError(error);
  }
}
