import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../config';

const folder = join(projectRoot, 'docs', 'monitoring');

/** A rule file as Prometheus reads it: any other key is refused there, too. */
const RuleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smhd]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
export type AlertRule = z.infer<typeof RuleFile>['groups'][number]['rules'][number];

/** What Grafana needs of a dashboard to load and draw it. */
const Dashboard = z.looseObject({
  uid: z.string().max(40),
  title: z.string(),
  schemaVersion: z.int(),
  panels: z.array(
    z.looseObject({
      id: z.int(),
      type: z.enum(['timeseries', 'stat']),
      title: z.string().min(1),
      gridPos: z.strictObject({ h: z.int(), w: z.int().max(24), x: z.int().max(23), y: z.int() }),
      targets: z.array(z.looseObject({ refId: z.string(), expr: z.string() })).min(1),
    }),
  ),
});

export const readAlerts = (): AlertRule[] =>
  RuleFile.parse(parse(readFileSync(join(folder, 'alerts.yml'), 'utf8'))).groups.flatMap(({ rules }) => rules);

export const readDashboards = () =>
  readdirSync(join(folder, 'dashboards')).map((file) =>
    Dashboard.parse(JSON.parse(readFileSync(join(folder, 'dashboards', file), 'utf8'))),
  );

export const readRunbook = (): string => readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');
