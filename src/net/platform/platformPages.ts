// Reads a list page by page: the platform gives at most 100 entries at once, and may give fewer than it was asked for.
import type { Answered, OnPage } from '../../core/platform/platform.ts';
import type { Page } from '../../core/platform/readAnswers.ts';
import { ok, type Answer } from '../../core/request.ts';
import type { Json } from '../../core/json.ts';

export type PageReader<T> = (value: Json | undefined) => Page<T>;

const limit = 100;
/** Pages that are asked for at the same time. */
const atOnce = 4;

/** Pages of a list that changes meanwhile can overlap: each entry is given once, in the order of the platform. */
export async function allPages<T>(
  get: (skip: number, limit: number) => Answered<Answer>,
  read: (answer: Answer) => Page<T>,
  onPage?: OnPage,
): Answered<readonly T[]> {
  const found = new Map<string, T>();
  const take = ({ items, total }: Page<T>): void => {
    for (const item of items) found.set(JSON.stringify(item), item);
    onPage?.(found.size, Math.max(total ?? 0, found.size));
  };
  for (let skip = 0, step = 1; ; step = atOnce) {
    const offsets = Array.from({ length: step }, (_, index) => skip + index * limit);
    const answers = await Promise.all(offsets.map((offset) => get(offset, limit)));
    const pages: Page<T>[] = [];
    for (const answer of answers) {
      if (!answer.ok) return answer;
      pages.push(read(answer.value));
    }
    const before = found.size;
    pages.forEach(take);
    const total = pages.findLast((page) => page.total !== undefined)?.total;
    // A server with smaller pages leaves gaps between offsets that were computed with ours.
    const short = pages.findIndex(({ received }) => received < limit);
    skip = short < 0 ? skip + step * limit : skip + short * limit + (pages[short]?.received ?? 0);
    // Without a total only an empty page, or the same one again, tells that it was the last.
    if ((total !== undefined && skip >= total) || found.size === before) return ok([...found.values()]);
  }
}
