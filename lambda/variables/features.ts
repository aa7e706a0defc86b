/** The environment variable that names the optional features of a stage; in a file of its own, so that the authorizer does not load it. */
import { optionalFeatures } from '../routes';
import { choices } from './variable';

/** The optional features that the stage serves. */
export const features = choices('FEATURES', optionalFeatures);
