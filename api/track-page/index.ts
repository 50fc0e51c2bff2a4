export { loadTrackPage } from './template';
export { serveTrackPage } from './route';
