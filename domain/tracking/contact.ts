/** Who talks to whom, by the numbers that neither side gets to see. */
export interface ContactParties {
  /** What the provider may know the conversation by: it outlives no order and says nothing. */
  reference: string;
  driverPhone: string;
  customerPhone: string;
}

/** A provider that lets two people talk without their numbers: proxy numbers and relayed messages. */
export interface MaskedContact {
  /** A number that the customer calls to reach the driver. Throws `ContactUnavailable`. */
  numberFor(parties: ContactParties): Promise<{ number: string; expiresAt: string | null }>;
  /** Throws `ContactUnavailable` when the provider did not take it. */
  message(parties: ContactParties, text: string): Promise<void>;
}

/** The provider does not answer, or not with what was asked. */
export class ContactUnavailable extends Error {
  override name = 'ContactUnavailable';
}
