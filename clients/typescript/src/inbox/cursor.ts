/** A cursor as an id: printable ASCII, because it travels in a header. Anything else counts as no id. */
export function cursorFrom(id: string | null | undefined): string | undefined {
  return id && /^[!-~]{1,128}$/.test(id) ? id : undefined;
}

/** Whether everything up to `other` is also before or at `cursor`: same epoch, offset not lower. Ids of another form only equal themselves. */
export function reaches(cursor: string | undefined, other: string | undefined): boolean {
  if (cursor === undefined || other === undefined) return false;
  if (cursor === other) return true;
  const [mine, theirs] = [parse(cursor), parse(other)];
  return mine !== undefined && mine.epoch === theirs?.epoch && mine.offset >= theirs.offset;
}

function parse(cursor: string): { epoch: string; offset: number } | undefined {
  const [, epoch, offset] = /^([0-9a-f]+)-(\d{1,15})$/i.exec(cursor) ?? [];
  return epoch && offset ? { epoch, offset: Number(offset) } : undefined;
}
