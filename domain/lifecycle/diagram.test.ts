import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleDiagram } from './diagram';

describe('lifecycleDiagram', () => {
  it('is the diagram that docs/ARCHITECTURE.md shows', () => {
    const page = readFileSync(join(__dirname, '../../docs/ARCHITECTURE.md'), 'utf8');
    expect(page).toContain(['```mermaid', lifecycleDiagram(), '```'].join('\n'));
  });
});
