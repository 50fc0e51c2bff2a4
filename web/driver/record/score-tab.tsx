import type { ReactNode } from 'react';
import { MISSING } from '../../shared/format';
import { Figure, RecordPage, Rows } from './record-page';
import { CountedOffers } from './counted-offers';
import { useRecord } from './use-record';

interface Score {
  acceptance: {
    rate: number | null;
    accepted: number;
    declined: number;
    missed: number;
    not_counted: { no_fault: number; never_shown: number; withdrawn: number };
  };
  on_time: { rate: number | null; delivered: number; on_time: number };
}

const percent = (rate: number | null): string => (rate === null ? MISSING : `${Math.round(rate * 100)} %`);

const ofCounted = ({ accepted, declined, missed }: Score['acceptance']): string =>
  `${accepted} of ${accepted + declined + missed} offers that count`;

/** Every rate with what it is made of, and what does not count. */
export function ScoreTab(): ReactNode {
  return (
    <RecordPage title="Score of the last 30 days" record={useRecord<Score>('/v1/driver/score')}>
      {({ acceptance, on_time }) => (
        <>
          <Figure label="Offers accepted" value={percent(acceptance.rate)} sub={ofCounted(acceptance)} />
          <Rows
            rows={[
              { label: 'Accepted', value: String(acceptance.accepted) },
              { label: 'Declined', value: String(acceptance.declined) },
              { label: 'Missed', value: String(acceptance.missed) },
            ]}
          />
          <h3 className="record__part">Not counted</h3>
          <Rows
            rows={[
              { label: 'Declined for no fault of yours', value: String(acceptance.not_counted.no_fault) },
              { label: 'Never reached your phone', value: String(acceptance.not_counted.never_shown) },
              { label: 'Taken back', value: String(acceptance.not_counted.withdrawn) },
            ]}
          />
          <CountedOffers />
          <Figure
            label="Delivered on time"
            value={percent(on_time.rate)}
            sub={`${on_time.on_time} of ${on_time.delivered} delivered by the time that was promised`}
          />
        </>
      )}
    </RecordPage>
  );
}
