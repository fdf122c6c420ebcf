import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UserEvent } from '../../src/events.js';
import { createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen } from './screen.js';

const collections = ['podcasts', 'voiceovers', 'infographics', 'documents'];
const shown = [
  ...collections.flatMap((name) => [[name, 'get', '1'], [name, 'get', '2'], [name, 'list'], [name, 'list', 'page 2']]),
  ['jobs', 'list'], ['jobs', 'get', 'j1'], ['activity'], ['settings'],
];
const ended = { jobId: 'j1', status: 'completed' } as const;
const jobs = ['jobs/get/j1', 'jobs/list'];
const entity = (name: string) => [`${name}/get/1`, `${name}/list`, `${name}/list/page 2`];
const change = (entityType: string) => ({ type: 'entity_change', entityType, changeType: 'update', entityId: '1', userId: 'alice', timestamp: '' }) as const;

let screen: Screen;
let connection: FakeConnection;

beforeEach(async () => {
  vi.useFakeTimers();
  screen = new Screen();
  connection = new FakeConnection();
  connection.goLive();
  createInvalidator(screen.queryClient).attach(connection);
  await Promise.all(shown.map((queryKey) => screen.show(queryKey)));
});

afterEach(() => {
  screen.close();
  vi.useRealTimers();
});

const table: [string, UserEvent, string[]][] = [
  ['job_completion', { type: 'job_completion', jobType: 'generate-podcast', podcastId: '1', ...ended }, [...entity('podcasts'), ...jobs]],
  ['voiceover_job_completion', { type: 'voiceover_job_completion', jobType: 'generate-voiceover', voiceoverId: '1', ...ended }, [...entity('voiceovers'), ...jobs]],
  ['infographic_job_completion', { type: 'infographic_job_completion', jobType: 'generate-infographic', infographicId: '1', ...ended }, [...entity('infographics'), ...jobs]],
  ['document_job_completion', { type: 'document_job_completion', jobType: 'process-document', documentId: '1', ...ended }, [...entity('documents'), ...jobs]],
  ['document_job_completion of a failure', { type: 'document_job_completion', jobType: 'process-document', documentId: '1', jobId: 'j1', status: 'failed', error: 'No.' }, [...entity('documents'), ...jobs]],
  ...collections.map((name): [string, UserEvent, string[]] => [`entity_change of ${name}`, change(name.slice(0, -1)), entity(name)]),
  ['entity_change of something that no query shows', change('invoice'), []],
  ['activity_logged', { type: 'activity_logged', activityId: 'a1', activityType: 'created', userId: 'alice', timestamp: '' }, ['activity']],
];

test.each(table)('%s refetches what it names, and nothing else', async (_, event, expected) => {
  connection.send(event);
  await vi.advanceTimersByTimeAsync(100);

  expect(screen.fetched()).toEqual([...expected].sort());
});

test('nothing is refetched when no event comes', async () => {
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(screen.fetched()).toEqual([]);
});
