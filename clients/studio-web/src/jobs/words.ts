import type { JobStatus } from '../api/views';

const phases: Record<string, string> = {
  queued: 'Waiting',
  started: 'Starting',
  reading: 'Reading',
  script: 'Writing the script',
  audio: 'Recording',
  drawing: 'Drawing',
};

/** What a job is doing. A phase of a newer server is shown as it came. */
export const phaseText = (phase: string): string => phases[phase] ?? phase;

export const statusText: Record<JobStatus, string> = {
  queued: 'Waiting',
  running: 'In work',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const isActive = (status: JobStatus): boolean => status === 'queued' || status === 'running';
