import { Router } from 'express';
import pino from 'pino';
import { createApp } from './app';
import { listen } from './http-server';

it('an answer that breaks off halfway ends its own connection and nothing else', async () => {
  const observe = jest.fn();
  const router = Router();
  router.get('/halfway/:order_id', async (_req, res) => {
    res.writeHead(200).write('so far');
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('the database has gone');
  });
  router.get('/alive', (_req, res) => void res.send('yes'));
  const server = await listen(
    createApp({
      log: pino({ level: 'silent' }),
      metrics: { observe, text: async () => '', contentType: '' },
      routers: [router],
      webRoot: '/nowhere',
      mapStyleUrl: undefined,
      trustedProxies: 0,
    }),
    0,
    '127.0.0.1',
  );
  const url = `http://127.0.0.1:${server.port}`;
  try {
    await expect(fetch(`${url}/halfway/1`).then((reply) => reply.text())).rejects.toThrow('terminated');
    expect(await (await fetch(`${url}/alive`)).text()).toBe('yes');
    expect(observe).toHaveBeenCalledTimes(2);
  } finally {
    await server.close(1_000);
  }
});
