import { customTags, isCustomTag } from './customTags';

describe('customTags', () => {
  it.each([
    [
      ['region', 'tier'],
      ['region', 'tier'],
    ],
    // What scraping, storing, Seldon and histograms give.
    [['pod', 'job', 'worker_id', 'method', 'predictor_name', 'le'], []],
    // A tag that a target label has renamed.
    [
      ['service', 'exported_service', 'exported_pod'],
      ['pod', 'service'],
    ],
    // The wrapper's own labels win over a tag of the same name.
    [['exported_predictor_name', 'exported_le'], []],
    [['tier', 'exported_tier'], ['tier']],
    // Names that not every PromQL can write.
    [['my.tag', 'ünïcode', 'a b', '"} or up{"', '__x__', ''], []],
    [
      ['_pod', '_tag', '_call'],
      ['_call', '_pod', '_tag'],
    ],
    [['cluster', 'tier'], ['tier']],
  ])('of the labels %j are %j', (labels, tags) => {
    expect(customTags(labels, ['cluster'])).toEqual(tags);
  });

  it('are at most ten', () => {
    const many = Array.from({ length: 30 }, (_, index) => `t${index}`);
    expect(customTags(many)).toHaveLength(10);
  });

  it('are all labels that can be asked for', () => {
    expect(customTags(['a', '_b', 'exported_c']).every(isCustomTag)).toBe(true);
  });
});
