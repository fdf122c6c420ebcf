import { describe, expect, it } from 'vitest';
import { isWorthAToast, newsOf, type JobEndEvent } from '../../src/toasts/jobNews';

const done = { type: 'job_completion', jobId: 'j', jobType: 'generate-podcast', status: 'completed', podcastId: 'p' } as JobEndEvent;

describe('the end of a job', () => {
  it('is news of what the job makes', () => {
    expect(newsOf(done)).toEqual({ path: 'podcasts', id: 'p', jobId: 'j', error: undefined });
    expect(newsOf({ type: 'voiceover_job_completion', jobId: 'j', jobType: '', status: 'completed', voiceoverId: 'v' })).toMatchObject({ path: 'voiceovers', id: 'v' });
    expect(newsOf({ type: 'infographic_job_completion', jobId: 'j', jobType: '', status: 'completed', infographicId: 'i' })).toMatchObject({ path: 'infographics', id: 'i' });
    expect(newsOf({ type: 'document_job_completion', jobId: 'j', jobType: '', status: 'completed', documentId: 'd' })).toMatchObject({ path: 'documents', id: 'd' });
  });

  it('is bad news when it failed, in the words of the server if it has any', () => {
    expect(newsOf({ ...done, status: 'failed', error: 'The PDF is damaged.' }).error).toBe('The PDF is damaged.');
    expect(newsOf({ ...done, status: 'failed' }).error).toBeTruthy();
  });

  it('is worth a toast on every page but its own, the list of its kind, and Live', () => {
    expect(isWorthAToast(newsOf(done), '/', 'visible')).toBe(true);
    expect(isWorthAToast(newsOf(done), '/documents', 'visible')).toBe(true);
    expect(isWorthAToast(newsOf(done), '/podcasts', 'visible')).toBe(false);
    expect(isWorthAToast(newsOf(done), '/live', 'visible')).toBe(false);
    expect(isWorthAToast(newsOf(done), '/podcasts/other', 'visible')).toBe(true);
    expect(isWorthAToast(newsOf(done), '/podcasts/p', 'visible')).toBe(false);
    expect(isWorthAToast(newsOf(done), '/podcasts/p/', 'visible')).toBe(false);
  });

  it('is worth none in a tab that nobody sees', () => {
    expect(isWorthAToast(newsOf(done), '/', 'hidden')).toBe(false);
  });
});
