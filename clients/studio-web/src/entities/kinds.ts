import type { EntityPath, EntityType } from '../api/views';

export interface Kind {
  path: EntityPath;
  /** In the middle of a sentence. */
  one: string;
  many: string;
  /** What its job does: it is … */
  done: 'read' | 'made';
}

/** The four kinds by the path that they have in the API, in the app and among the icons. */
export const kinds: Record<EntityPath, Kind> = {
  documents: { path: 'documents', one: 'document', many: 'Documents', done: 'read' },
  podcasts: { path: 'podcasts', one: 'podcast', many: 'Podcasts', done: 'made' },
  voiceovers: { path: 'voiceovers', one: 'voiceover', many: 'Voiceovers', done: 'made' },
  infographics: { path: 'infographics', one: 'infographic', many: 'Infographics', done: 'made' },
};

export const pathOf: Record<EntityType, EntityPath> = {
  document: 'documents',
  podcast: 'podcasts',
  voiceover: 'voiceovers',
  infographic: 'infographics',
};
