import type { Session } from '../sign-in/session';
import { send } from './request';
import type { ActivityView, Entities, EntityPath, InfographicPoint, JobView, Page, Started } from './views';

type Reading = { signal?: AbortSignal | undefined };
type Starting = { idempotencyKey?: string };

/** The studio's HTTP API, as one user. Everything throws {@link ApiError}. */
export class Studio {
  constructor(private readonly session: Session) {}

  list<P extends EntityPath>(path: P, cursor: string | undefined, { signal }: Reading = {}): Promise<Page<Entities[P]>> {
    return this.page(path, cursor, signal);
  }

  get<P extends EntityPath>(path: P, id: string, { signal }: Reading = {}): Promise<Entities[P]> {
    return this.json(`/api/${path}/${id}`, signal);
  }

  async content(path: EntityPath, id: string, { signal }: Reading = {}): Promise<Blob> {
    return (await send(this.session, `/api/${path}/${id}/content`, { signal })).blob();
  }

  async rename(path: EntityPath, id: string, title: string): Promise<void> {
    await send(this.session, `/api/${path}/${id}`, { method: 'PATCH', body: { title } });
  }

  async delete(path: EntityPath, id: string): Promise<void> {
    await send(this.session, `/api/${path}/${id}`, { method: 'DELETE' });
  }

  addDocument(document: { title: string; content: string }, { idempotencyKey }: Starting = {}): Promise<Started> {
    return this.start('documents', document, idempotencyKey);
  }

  addFile(file: File): Promise<Started> {
    const form = new FormData();
    form.set('file', file);
    return this.start('documents', form);
  }

  makePodcast(podcast: { title?: string; documentIds: string[] }): Promise<Started> {
    return this.start('podcasts', podcast);
  }

  makeVoiceover(voiceover: { title?: string; text: string }): Promise<Started> {
    return this.start('voiceovers', voiceover);
  }

  makeInfographic(infographic: { title?: string; documentId?: string; points?: InfographicPoint[] }, { idempotencyKey }: Starting = {}): Promise<Started> {
    return this.start('infographics', infographic, idempotencyKey);
  }

  jobs(cursor: string | undefined, { signal }: Reading = {}): Promise<Page<JobView>> {
    return this.page('jobs', cursor, signal);
  }

  job(id: string, { signal }: Reading = {}): Promise<JobView> {
    return this.json(`/api/jobs/${id}`, signal);
  }

  async cancelJob(id: string): Promise<void> {
    await send(this.session, `/api/jobs/${id}/cancel`, { method: 'POST' });
  }

  async retryJob(id: string): Promise<void> {
    await send(this.session, `/api/jobs/${id}/retry`, { method: 'POST' });
  }

  activity(cursor: string | undefined, { signal }: Reading = {}): Promise<Page<ActivityView>> {
    return this.page('activity', cursor, signal);
  }

  private page<T>(path: string, cursor: string | undefined, signal: AbortSignal | undefined): Promise<Page<T>> {
    return this.json(`/api/${path}${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, signal);
  }

  private async json<T>(path: string, signal: AbortSignal | undefined): Promise<T> {
    return (await send(this.session, path, { signal })).json() as Promise<T>;
  }

  private async start(path: EntityPath, body: unknown, idempotencyKey?: string): Promise<Started> {
    return (await send(this.session, `/api/${path}`, { method: 'POST', body, idempotencyKey })).json() as Promise<Started>;
  }
}
