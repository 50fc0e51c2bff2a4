import { parentPort, workerData } from 'node:worker_threads';
import { createDatabase } from '../../db/client';
import { createTransitions } from '../../db/transitions';
import type { Past } from './history';
import { OrderLives, type Written } from './order-lives';

/** Writes orders until it is told to stop, then says what it wrote. */
async function write({ databaseUrl, past, perMinute }: WriterData): Promise<Written> {
  const database = createDatabase({ url: databaseUrl, poolSize: 12, applicationName: 'outrider bench' });
  try {
    const lives = new OrderLives(createTransitions(database.prisma), database.prisma, past, perMinute);
    parentPort!.once('message', () => lives.stop());
    parentPort!.postMessage('ready');
    return await lives.run();
  } finally {
    await database.close();
  }
}

export interface WriterData {
  databaseUrl: string;
  past: Past;
  perMinute: number;
}

void write(workerData as WriterData).then((written) => parentPort!.postMessage(written));
