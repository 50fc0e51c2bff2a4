import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import type { Operations } from './analytics';
import { changeInWords, show } from './figure-words';
import { Question } from './question';
import { histogramChart, seriesChart, seriesSheet } from './series';

/** Demand, offers, times and punctuality. */
export function OperationsQuestions({ data }: { data: Operations }): ReactNode {
  const { figures, definitions } = data;
  const text = (key: string): string => definitions[key]?.text ?? '';
  const figure = (key: string): string => show(figures[key]?.value, definitions[key]?.unit);
  const change = (key: string): string => (figures[key] ? changeInWords(figures[key], definitions[key]?.unit) : '');
  return (
    <>
      <Question
        title="How much was there to do?"
        answer={
          <>
            <b>{figure('placed')}</b> orders were placed and <b>{figure('delivered')}</b> delivered.
          </>
        }
        change={change('placed')}
        definition={`${text('placed')} ${text('delivered')}`}
        chart={seriesChart(data, [
          ['placed', 'Placed', 1],
          ['delivered', 'Delivered', 1],
        ])}
        sheet={seriesSheet(data, 'orders', ['placed', 'delivered', 'cancelled', 'returned', 'undeliverable'])}
      />
      <Question
        title="How long does an order wait for a driver?"
        answer={
          (figures['assign_p50_s']?.value ?? null) === null ? (
            'No order has found its first driver in this period.'
          ) : (
            <>
              Half have one within <b>{figure('assign_p50_s')}</b>, nine of ten within <b>{figure('assign_p90_s')}</b>.
            </>
          )
        }
        change={change('assign_p50_s')}
        definition={text('assign_p50_s')}
        chart={histogramChart(data.time_to_assign, 'Orders')}
        sheet={seriesSheet(data, 'time-to-assign', ['assign_mean_s'])}
      />
      <Question
        title="What becomes of offers?"
        answer={
          <>
            <b>{figure('acceptance')}</b> of {figure('offers')} offers are accepted; {figure('declined')} were declined
            and {figure('expired')} ran out.
          </>
        }
        change={change('acceptance')}
        definition={`${text('acceptance')} ${text('withdrawn')}`}
        chart={{
          ...seriesChart(
            data,
            [
              ['accepted', 'Accepted', 1],
              ['declined', 'Declined', 1],
              ['expired', 'Expired', 1],
              ['withdrawn', 'Withdrawn', 1],
            ],
            { before: [['offers', 'All', 1]] },
          ),
          isStacked: true,
        }}
        sheet={seriesSheet(data, 'offers', ['offers', 'accepted', 'declined', 'expired', 'withdrawn', 'acceptance'])}
      />
      <Question
        title="Are promises kept?"
        answer={
          <>
            <b>{figure('on_time_share')}</b> are on time.{' '}
            {figures.late_p50_s?.value == null ? (
              'None was late.'
            ) : (
              <>
                Late ones are late by <b>{figure('late_p50_s')}</b>, half of them by less.
              </>
            )}
          </>
        }
        change={change('on_time_share')}
        definition={`${text('on_time_share')} ${text('late_p50_s')}`}
        chart={{ ...seriesChart(data, [['on_time_share', 'On time', 0.01]], { unit: '%' }), max: 100 }}
        sheet={seriesSheet(data, 'on-time', ['on_time_share'])}
      />
      <Question
        title="How many never get a driver?"
        answer={
          <>
            <b>{figure('unassigned_share')}</b> of the orders that ended never had one.
          </>
        }
        change={change('unassigned_share')}
        definition={text('unassigned_share')}
        chart={seriesChart(data, [['unassigned_share', 'Never assigned', 0.01]], { unit: '%' })}
        sheet={seriesSheet(data, 'unassigned', ['unassigned_share', 'cancelled', 'undeliverable'])}
      />
      <Question
        title="What do customers say?"
        answer={
          <>
            <b>{figure('rating_mean')}</b> stars from {figure('ratings')} ratings.
          </>
        }
        change={change('rating_mean')}
        definition={`${text('rating_mean')} ${text('ratings')}`}
        chart={{ ...seriesChart(data, [['rating_mean', 'Stars', 1]]), max: 5 }}
        sheet={{
          name: 'ratings',
          head: ['stars', 'ratings', 'ratings_before'],
          rows: data.stars.map(({ key, count: many, previous }) => [key, many, previous]),
        }}
      >
        <Counts rows={data.stars.map(({ key, count: many }) => [`${key} ★`, many])} />
      </Question>
    </>
  );
}

const Counts = ({ rows }: { rows: (readonly [string, number])[] }): ReactNode => (
  <p className="quiet">{rows.map(([label, many]) => `${label} ${count(many)}`).join(' · ')}</p>
);
