import { join } from 'node:path';
import { projectRoot } from '../../config';

/** What the project's build has bundled: the very code that workers run. */
export const workflowBundle = { codePath: join(projectRoot, 'dist', 'workflow-bundle.js') };
