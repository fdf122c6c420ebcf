import type { InfographicPoint } from '../api/views';

export const maxPoints = 24;

/** A point as it is typed. */
export interface PointText {
  /** For React only. */
  key: number;
  label: string;
  value: string;
}

let keys = 0;

export const emptyPoint = (): PointText => ({ key: keys++, label: '', value: '' });

/** Lines that are wholly empty do not count. */
export const toPoints = (points: readonly PointText[]): InfographicPoint[] =>
  points.filter(isUsed).map(({ label, value }) => ({ label: label.trim(), value: Number(value) }));

export const isUsed = ({ label, value }: PointText): boolean => label.trim() !== '' || value.trim() !== '';
