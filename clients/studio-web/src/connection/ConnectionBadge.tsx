export function ConnectionBadge() {
  return null;
}
