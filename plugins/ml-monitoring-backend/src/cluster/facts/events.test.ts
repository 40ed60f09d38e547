import { eventSchema } from '../objects';
import { eventsAbout } from './events';

describe('events', () => {
  it('are told without secrets, and not at any length', () => {
    const [event] = eventsAbout(
      [
        eventSchema.parse({
          metadata: { name: 'e' },
          involvedObject: { kind: 'Pod', name: 'fraud-1' },
          reason: 'FailedPostStartHook',
          message: `curl -H "Authorization: Bearer abc.def-123456" failed\n${'x '.repeat(500_000)}`,
        }),
      ],
      () => true,
    );
    expect(event.message).toMatch(/^curl -H "Authorization: \*\*\*/);
    expect(event.message.length).toBeLessThan(5_000);
  });
});
