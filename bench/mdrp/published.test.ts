import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareWithPublished } from './published';

test('only days that both sides have are compared, and only figures that were published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'published-'));
  const file = join(folder, 'published.csv');
  writeFileSync(file, 'day,reyes_click_to_door,reyes_ready_to_pickup\na,30.5,2.5\nb,,1.5\nc,40,3\n');
  const ours = { click_to_door: 29, ready_to_pickup: 2 };
  const compared = compareWithPublished(
    file,
    new Map([
      ['a', ours],
      ['b', ours],
      ['d', ours],
    ]),
  );
  rmSync(folder, { recursive: true });
  expect(compared).toEqual([
    { day: 'a', figure: 'click_to_door', published: 30.5, ours: 29 },
    { day: 'a', figure: 'ready_to_pickup', published: 2.5, ours: 2 },
    { day: 'b', figure: 'ready_to_pickup', published: 1.5, ours: 2 },
  ]);
});
