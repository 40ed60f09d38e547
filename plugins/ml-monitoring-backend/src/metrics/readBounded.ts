import { AnswerTooLargeError } from 'backstage-plugin-ml-monitoring-common';

/** @throws AnswerTooLargeError for more bytes than that, of which no more are read */
export async function readBounded(
  response: Response,
  maximumBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) {
      throw new AnswerTooLargeError(
        `The answer is longer than ${maximumBytes} bytes`,
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
