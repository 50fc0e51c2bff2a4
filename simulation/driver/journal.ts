/** What a phone was told when it answered an offer: what happened has to agree with it. */
export interface GivenAnswer {
  offerId: string;
  driverId: string;
  said: 'accept' | 'decline';
  /** What the API said had become of the offer. */
  outcome: string;
  tookMs: number;
}

/** What all phones have seen and been told: the simulation's own memory, to be held against the database. */
export class Journal {
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
