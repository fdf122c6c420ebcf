/** What the studio's API answers with. A field that is absent is not known yet. */

export type EntityStatus = 'pending' | 'ready' | 'failed';
export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
export type EntityType = 'document' | 'podcast' | 'voiceover' | 'infographic';

/** `speech` is sound, `transcript` is WebVTT: no speech synthesis is installed there. */
export type AudioKind = 'speech' | 'transcript';

export interface EntityView {
  id: string;
  title: string;
  status: EntityStatus;
  jobId: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  updatedAt: string;
}

export interface DocumentView extends EntityView {
  format: 'markdown' | 'text' | 'html' | 'pdf';
  sizeBytes: number;
  wordCount?: number;
  readingMinutes?: number;
  headings?: { level: number; text: string }[];
  keywords?: { word: string; count: number }[];
  summary?: string;
}

export interface PodcastTurn {
  speaker: string;
  text: string;
}

export interface PodcastView extends EntityView {
  documentIds: string[];
  /** There before the audio is. */
  script?: PodcastTurn[];
  audioKind?: AudioKind;
  durationSeconds?: number;
}

export interface VoiceoverView extends EntityView {
  text: string;
  audioKind?: AudioKind;
  durationSeconds?: number;
}

export interface InfographicPoint {
  label: string;
  value: number;
}

/** Drawn from a document's keywords or from points. */
export interface InfographicView extends EntityView {
  documentId?: string;
  points?: InfographicPoint[];
}

export interface JobView {
  id: string;
  type: string;
  status: JobStatus;
  entityType: EntityType;
  entityId: string;
  /** Of the entity, as it is now; absent when that has been deleted. */
  title?: string;
  /** 0 to 100. */
  percent: number;
  phase: string;
  error?: string;
  sequence: number;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
}

export interface ActivityView {
  id: string;
  type: string;
  entityType?: EntityType;
  entityId?: string;
  /** The entity's title at that time. */
  title?: string;
  timestamp: string;
}

/** Newest first. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** What a POST that starts a job answers with. */
export interface Started {
  id: string;
  jobId: string;
}

/** Each kind of entity under the name of its path. */
export interface Entities {
  documents: DocumentView;
  podcasts: PodcastView;
  voiceovers: VoiceoverView;
  infographics: InfographicView;
}

export type EntityPath = keyof Entities;
