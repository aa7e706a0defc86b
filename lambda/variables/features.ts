/**
 * The environment variable with the optional features of a stage. A separate file, so that the authorizer
 * does not load it.
 */
import { optionalFeatures } from '../routes';
import { choices } from './variable';

/** The optional features that the stage serves. */
export const features = choices('FEATURES', optionalFeatures);
