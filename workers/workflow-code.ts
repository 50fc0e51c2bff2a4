import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The bundle made by the build when it is there, the workflows themselves otherwise. */
export function workflowCode(): { workflowBundle: { codePath: string } } | { workflowsPath: string } {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: join(__dirname, '..', 'workflows') };
}
