import type { DiagnosisLink } from '../../contract/diagnosis';
import type { Check } from '../../contract/readiness';
import type { Outcome } from '../../readiness/checks/types';
import type { DiagnosisFacts } from '../facts';

export type { Outcome };

export type LinkVerdict = Check & { id: DiagnosisLink };

/** What a link may be judged by. */
export interface LinkContext {
  facts: DiagnosisFacts;
  now: Date;
  /** What was found of the links before it. */
  earlier: Partial<Record<DiagnosisLink, LinkVerdict>>;
  /** Nothing may be named that is not the model's. */
  discreet: boolean;
}

export type Link = (context: LinkContext) => LinkVerdict;

/** Names a link once, so that it is called the same whatever is found of it. */
export function defineLink(
  name: { id: DiagnosisLink; title: string },
  judge: (context: LinkContext) => Outcome,
): Link {
  return context => {
    const { evidence = [], ...outcome } = judge(context);
    return { ...outcome, ...name, evidence: someOf(evidence) };
  };
}

/** A model may have hundreds of pods, each with a line. */
const MOST_EVIDENCE = 20;

function someOf(evidence: string[]): string[] {
  const more = evidence.length - MOST_EVIDENCE;
  return more > 0
    ? [...evidence.slice(0, MOST_EVIDENCE), `and ${more} more`]
    : evidence;
}

/** What cannot be told before a link that it needs holds again. `undefined`: they all may. */
export function waitsFor(
  { earlier }: LinkContext,
  needed: readonly DiagnosisLink[],
  what: string,
): Outcome | undefined {
  const cause = needed
    .map(id => earlier[id])
    .find(link => link?.status === 'broken');
  return (
    cause && {
      status: 'unknown',
      summary: `${what} cannot be told, because of what comes before: ${uncapitalised(cause.summary)}`,
    }
  );
}

/** For the middle of a sentence. Names keep their capitals. */
export function uncapitalised(sentence: string): string {
  return sentence.replace(
    /^(The|There|No|Nothing|Nobody|All|Whether|What|Which|It|Of|A|An)\b/,
    word => word.toLowerCase(),
  );
}
