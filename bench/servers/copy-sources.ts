/** Copies the sources that an app is synthesized and run from, for benchmarks that change them or keep state beside them. */
import { copyProject } from '../../test/support/copy-project';

/** Folders and files, beside those that every copy holds. */
const SOURCES = ['bin', 'client', 'lambda', 'lib', 'local', 'openapi.json'];

/** Makes a copy in a temporary folder; whoever asked removes it. */
export function copySources(): string {
  return copyProject(SOURCES);
}
