import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme } from '../shared/theme';
import { App } from './app';
import { restoreSession } from './session';

applyTheme();
restoreSession();
// A link that is opened while the page is open only changes the fragment.
addEventListener('hashchange', restoreSession);
// Unknown outside of secure origins; the page works there, but does not open without a network.
void navigator.serviceWorker?.register('/driver/service-worker.js', { scope: '/driver' });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
