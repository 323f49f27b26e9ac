// The query of list calls (3.1): filters, order, and pages of at most 100.

const MOST = 100;
const USUAL = 25;

/** One page of `items`; `fields` are the names that may be asked for, all where nothing is said. */
export function page(items, query, valueOf, fields) {
  const wrong = ['equalsField', 'containsField', 'startsWithField', 'sort'].find(
    (key) => fields && query.has(key) && !fields.includes(query.get(key)),
  );
  if (wrong) return { error: `${wrong} must be one of ${fields.join(', ')}` };
  const found = items.filter((item) => matches(item, query, valueOf));
  const key = query.get('sort');
  const sign = query.get('order') === '-1' ? -1 : 1;
  if (key) found.sort((one, other) => sign * compare(valueOf(one, key), valueOf(other, key)));
  const skip = whole(query.get('skip'), 0);
  const limit = Math.min(MOST, whole(query.get('limit'), USUAL));
  return { results: found.slice(skip, skip + limit), total: found.length };
}

const tests = {
  equals: (value, wanted) => value === wanted,
  contains: (value, wanted) => value.includes(wanted),
  startsWith: (value, wanted) => value.startsWith(wanted),
};

function matches(item, query, valueOf) {
  return Object.entries(tests).every(([name, test]) => {
    const field = query.get(`${name}Field`);
    return !field || !query.has(name) || test(String(valueOf(item, field) ?? ''), query.get(name));
  });
}

const compare = (one, other) => (String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0);

function whole(text, usual) {
  const number = Number(text ?? NaN);
  return Number.isInteger(number) && number >= 0 ? number : usual;
}
