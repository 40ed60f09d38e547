/** Text for an annotation or label of an alert, which Prometheus reads as templates of Go. */
export function literal(text: string): string {
  return text.replaceAll('{', '{{"{"}}');
}

/** The value of the alert's expression, which is a ratio, as percent. */
export const VALUE_PERCENT = '{{ $value | humanizePercentage }}';

/** When the alert is sent, or as long before it, in milliseconds since 1970. */
export function timeMs(agoSeconds = 0): string {
  const time = agoSeconds ? `time() - ${agoSeconds}` : 'time()';
  return `{{ with query "${time}" }}{{ . | first | value | printf "%.0f" }}{{ end }}000`;
}
