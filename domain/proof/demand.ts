/** What a delivery must be shown with before it counts. */
export type ProofDemand = 'none' | 'photo' | 'signature' | 'pin';

/** Pictures that are kept. */
export type ProofKind = 'photo' | 'signature';
