import { parser } from '@prometheus-io/lezer-promql';

/** What a PromQL expression asks for, by Prometheus's own grammar. */
export interface Expression {
  /** The part that is not PromQL; null: all of it is. */
  error: string | null;
  metrics: string[];
}

export function readExpression(text: string): Expression {
  const metrics = new Set<string>();
  let error: string | null = null;
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) error ??= text.slice(Math.max(0, from - 10), to + 20);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.add(text.slice(from, to));
    },
  });
  return { error, metrics: [...metrics] };
}
