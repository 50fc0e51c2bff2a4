import type { Pool } from 'pg';

/** Connections of a process's pool at this moment. */
export interface PoolFigures {
  busy: number;
  idle: number;
  /** Statements that wait for a connection. */
  waiting: number;
}

export const poolFigures = ({ totalCount, idleCount, waitingCount }: Pool): PoolFigures => ({
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});
