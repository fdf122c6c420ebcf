import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { HomePage } from './home/HomePage';
import { ErrorPage } from './layout/ErrorPage';
import { NotFoundPage } from './layout/NotFoundPage';
import { Shell } from './layout/Shell';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error, reset }) => <ErrorPage error={error} onRetry={reset} />,
});

const parent = () => root;

export const routeTree = root.addChildren([
  createRoute({ getParentRoute: parent, path: '/', component: HomePage }),
  createRoute({ getParentRoute: parent, path: '/documents', component: lazyRouteComponent(() => import('./documents/DocumentsPage'), 'DocumentsPage') }),
  createRoute({ getParentRoute: parent, path: '/documents/$id', component: lazyRouteComponent(() => import('./documents/DocumentPage'), 'DocumentPage') }),
  createRoute({ getParentRoute: parent, path: '/podcasts', component: lazyRouteComponent(() => import('./podcasts/PodcastsPage'), 'PodcastsPage') }),
  createRoute({ getParentRoute: parent, path: '/podcasts/$id', component: lazyRouteComponent(() => import('./podcasts/PodcastPage'), 'PodcastPage') }),
  createRoute({ getParentRoute: parent, path: '/voiceovers', component: lazyRouteComponent(() => import('./voiceovers/VoiceoversPage'), 'VoiceoversPage') }),
  createRoute({ getParentRoute: parent, path: '/voiceovers/$id', component: lazyRouteComponent(() => import('./voiceovers/VoiceoverPage'), 'VoiceoverPage') }),
  createRoute({ getParentRoute: parent, path: '/infographics', component: lazyRouteComponent(() => import('./infographics/InfographicsPage'), 'InfographicsPage') }),
  createRoute({ getParentRoute: parent, path: '/infographics/$id', component: lazyRouteComponent(() => import('./infographics/InfographicPage'), 'InfographicPage') }),
  createRoute({ getParentRoute: parent, path: '/jobs', component: lazyRouteComponent(() => import('./jobs/JobsPage'), 'JobsPage') }),
  createRoute({ getParentRoute: parent, path: '/activity', component: lazyRouteComponent(() => import('./activity/ActivityPage'), 'ActivityPage') }),
  createRoute({ getParentRoute: parent, path: '/live', component: lazyRouteComponent(() => import('./live/LivePage'), 'LivePage') }),
  // Where an authority sends the browser back to; whoever is signed in has nothing to do there.
  createRoute({ getParentRoute: parent, path: '/signed-in', beforeLoad: () => { throw redirect({ to: '/' }); } }),
]);
