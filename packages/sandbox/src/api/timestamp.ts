/** Kubernetes times have whole seconds. */
export const timestamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;
