/** What a phone was told when it answered an offer: what happened has to agree with it. */
export interface GivenAnswer {
  offerId: string;
  driverId: string;
  said: 'accept' | 'decline';
  /** What the API said had become of the offer. */
  outcome: string;
  tookMs: number;
}

/** Gets told what phones see and are told. */
export interface DriverLog {
  shown(offerId: string): void;
  answered(answer: GivenAnswer): void;
  delivered(): void;
}

/** Remembers all of it, to be held against the database. */
export class Journal implements DriverLog {
  readonly answers: GivenAnswer[] = [];
  /** When an offer was on the screen, in real milliseconds since the epoch. */
  readonly shownAt = new Map<string, number>();
  deliveries = 0;

  shown(offerId: string): void {
    if (!this.shownAt.has(offerId)) this.shownAt.set(offerId, Date.now());
  }

  answered(answer: GivenAnswer): void {
    this.answers.push(answer);
  }

  delivered(): void {
    this.deliveries += 1;
  }
}
