import { reasonOf } from './reasonOf';

describe('reasonOf', () => {
  it.each([
    ['Failing: the image x cannot be pulled', 'The image x cannot be pulled'],
    ['Failing: ', ''],
    ['Nothing answers', 'Nothing answers'],
    ['Failing', 'Failing'],
    ['Healthy: for now', 'Healthy: for now'],
  ])('of %j beside the verdict is %j', (summary, reason) => {
    expect(reasonOf({ status: 'failing', summary })).toBe(reason);
  });
});
