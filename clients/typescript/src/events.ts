// Will be generated from the C# contracts.

export interface ConnectedEvent {
  type: 'connected';
  userId: string;
  /** When false, events may have been missed: refetch. */
  resumed: boolean;
}

/** A podcast's job ended. */
export interface JobCompletionEvent {
  type: 'job_completion';
  jobId: string;
  jobType: string;
  status: JobOutcome;
  podcastId: string;
  error?: string;
}

export interface VoiceoverJobCompletionEvent {
  type: 'voiceover_job_completion';
  jobId: string;
  jobType: string;
  status: JobOutcome;
  voiceoverId: string;
  error?: string;
}

export interface InfographicJobCompletionEvent {
  type: 'infographic_job_completion';
  jobId: string;
  jobType: string;
  status: JobOutcome;
  infographicId: string;
  error?: string;
}

export interface DocumentJobCompletionEvent {
  type: 'document_job_completion';
  jobId: string;
  jobType: string;
  status: JobOutcome;
  documentId: string;
  error?: string;
}

export interface EntityChangeEvent {
  type: 'entity_change';
  entityType: string;
  changeType: ChangeType;
  entityId: string;
  userId: string;
  timestamp: string;
}

export interface ActivityLoggedEvent {
  type: 'activity_logged';
  activityId: string;
  activityType: string;
  entityType?: string;
  entityId?: string;
  userId: string;
  timestamp: string;
}

export interface JobProgressEvent {
  type: 'job_progress';
  jobId: string;
  jobType: string;
  percent: number;
  phase: string;
  podcastId?: string;
  voiceoverId?: string;
  infographicId?: string;
  documentId?: string;
}

export type JobOutcome = 'completed' | 'failed';

export type ChangeType = 'insert' | 'update' | 'delete';

export type UserEvent =
  | ConnectedEvent
  | JobCompletionEvent
  | VoiceoverJobCompletionEvent
  | InfographicJobCompletionEvent
  | DocumentJobCompletionEvent
  | EntityChangeEvent
  | ActivityLoggedEvent
  | JobProgressEvent;

export type UserEventType = UserEvent['type'];

/** Every type that this version knows. */
export const userEventTypes = [
  'connected',
  'job_completion',
  'voiceover_job_completion',
  'infographic_job_completion',
  'document_job_completion',
  'entity_change',
  'activity_logged',
  'job_progress',
] as const satisfies readonly UserEventType[];
