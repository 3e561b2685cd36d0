/**
 * What the page does not need at first: the views of the later places, their texts, and those of findings. It travels as one
 * text, coded beside the wasm, and comes out of it before that; tools/dist.mjs puts it together.
 */
export interface Later {
  /** To be run as it is, to the letter: the policy names it by its hash. */
  script: string;
  /** Catalogs of both languages (`apart.ts`). */
  page: string;
  findings: string;
}

/** Stands in no script and no text. */
const BETWEEN = '\f';

export const laterAsText = ({ script, page, findings }: Later): string => [script, page, findings].join(BETWEEN);

export function laterOf(text: string): Later {
  const [script = '', page = '', findings = ''] = text.split(BETWEEN);
  return { script, page, findings };
}
