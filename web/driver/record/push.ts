import { newKey, type ApiClient } from '../../shared/api-client';

/** Whether this browser may wake its driver: `impossible` where it, or the server, sends no pushes. */
export type PushState = 'on' | 'off' | 'denied' | 'impossible';

const PATH = '/v1/driver/push_subscription';

export async function pushState(api: ApiClient): Promise<PushState> {
  // Both exist on secure origins only.
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis)) return 'impossible';
  if ((await serverKey(api)) === null) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  const { pushManager } = await navigator.serviceWorker.ready;
  return (await pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the driver, then tells the server where to push to. */
export async function allowPush(api: ApiClient): Promise<PushState> {
  const applicationServerKey = await serverKey(api);
  if (applicationServerKey === null) return 'impossible';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = subscription.toJSON();
  await api.put(PATH, { endpoint, keys }, newKey());
  return 'on';
}

async function serverKey(api: ApiClient): Promise<string | null> {
  return (await api.get<{ public_key: string | null }>(PATH)).public_key;
}
