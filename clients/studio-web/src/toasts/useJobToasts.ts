import { useEvent } from '@realtime-mesh/client/react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { entityDetail } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { useSamples } from '../samples/useSamples';
import { isWorthAToast, jobEndTypes, newsOf, type JobNews } from './jobNews';
import { dismissToasts, showToast } from './toastStore';

/** Makes a toast of every job that ends while the user looks at something else. */
export function useJobToasts(): void {
  const studio = useStudio();
  const queryClient = useQueryClient();
  const samples = useSamples();
  const pathname = useRouterState({ select: state => state.location.pathname });

  const isSample = ({ path, id }: JobNews) => path === 'documents' && (samples.isPending || samples.data?.includes(id) === true);

  useEvent(jobEndTypes, event => {
    const news = newsOf(event);
    if (!isWorthAToast(news, pathname, document.visibilityState) || isSample(news)) {
      return;
    }

    // To the event a cancelled job is a failed one, and what is cached of it is older than the event.
    const cancelled = news.error === undefined ? false : studio.job(news.jobId).then(({ status }) => status === 'cancelled');
    Promise.all([queryClient.ensureQueryData(entityDetail(studio, news.path, news.id)), cancelled]).then(
      ([{ title }, cancelled]) => showToast({ ...news, title, cancelled }),
      (error: unknown) => console.info('No toast of what cannot be read any more.', error),
    );
  });

  // Whoever goes to what a toast is about needs it no more.
  useEffect(() => dismissToasts(({ path, id }) => pathname === `/${path}/${id}`), [pathname]);
  useEffect(() => () => dismissToasts(() => true), []);
}
