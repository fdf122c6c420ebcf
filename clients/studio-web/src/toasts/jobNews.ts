import type { UserEvent } from '@realtime-mesh/client';
import type { EntityPath } from '../api/views';

/** The events of jobs that ended. */
export const jobEndTypes = ['job_completion', 'voiceover_job_completion', 'infographic_job_completion', 'document_job_completion'] as const;

export type JobEndEvent = Extract<UserEvent, { type: (typeof jobEndTypes)[number] }>;

/** What a job's end means for the user. */
export interface JobNews {
  path: EntityPath;
  id: string;
  jobId: string;
  /** A sentence, if it came to nothing. */
  error: string | undefined;
}

export function newsOf(event: JobEndEvent): JobNews {
  const { jobId } = event;
  const error = event.status === 'failed' ? event.error ?? 'It could not be made.' : undefined;
  switch (event.type) {
    case 'job_completion':
      return { path: 'podcasts', id: event.podcastId, jobId, error };
    case 'voiceover_job_completion':
      return { path: 'voiceovers', id: event.voiceoverId, jobId, error };
    case 'infographic_job_completion':
      return { path: 'infographics', id: event.infographicId, jobId, error };
    case 'document_job_completion':
      return { path: 'documents', id: event.documentId, jobId, error };
  }
}

/** News only to somebody who is there, and does not see it happen: on its own page, at the top of the list of its kind, or live. */
export function isWorthAToast({ path, id }: JobNews, pathname: string, visibility: DocumentVisibilityState): boolean {
  const page = pathname.replace(/\/$/, '');
  return visibility === 'visible' && page !== '/live' && page !== `/${path}` && page !== `/${path}/${id}`;
}
