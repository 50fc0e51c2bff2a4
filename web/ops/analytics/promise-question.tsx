import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import { useAnalytics, type EtaAnalytics } from './analytics';
import { percent } from './figure-words';
import { Question } from './question';

/** Whether the told risk that a promise breaks comes true: calibrated is where both bars are as high. */
export function PromiseQuestion(): ReactNode {
  const { data } = useAnalytics<EtaAnalytics>('eta');
  if (!data) return null;
  const { promises, definitions } = data;
  const told = promises.reduce((sum, row) => sum + row.count, 0);
  const broken = promises.reduce((sum, row) => sum + row.count * row.late_share, 0);
  const foreseen = promises.reduce((sum, row) => sum + row.count * row.mean_risk, 0);
  return (
    <Question
      title="Do promises break as often as foreseen?"
      answer={
        told === 0 ? (
          'No promise has been held against what was foreseen yet.'
        ) : (
          <>
            <b>{percent(broken / told)}</b> broke; <b>{percent(foreseen / told)}</b> were foreseen to.
          </>
        )
      }
      change={told === 0 ? undefined : `Of ${count(told)} told risks.`}
      definition={`${definitions['mean_risk']?.text ?? 'The risk that was told.'} ${definitions['late_share']?.text ?? 'The share that came true.'}`}
      chart={{
        categories: promises.map(
          ({ risk_from, risk_to }) => `${Math.round(risk_from * 100)}–${Math.round(risk_to * 100)} %`,
        ),
        unit: '%',
        max: 100,
        series: [
          { name: 'Foreseen', kind: 'bar', values: promises.map(({ mean_risk }) => Math.round(mean_risk * 100)) },
          { name: 'Broken', kind: 'bar', values: promises.map(({ late_share }) => Math.round(late_share * 100)) },
        ],
      }}
      sheet={{
        name: 'promises',
        head: ['risk_from', 'risk_to', 'count', 'mean_risk', 'late_share'],
        rows: promises.map((row) => [row.risk_from, row.risk_to, row.count, row.mean_risk, row.late_share]),
      }}
    />
  );
}
