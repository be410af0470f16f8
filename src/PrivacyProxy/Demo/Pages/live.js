// The live view: each request as the browser sent it, and what the vendor received of it.
// All values come from requests, so anybody can write them: they are shown as text only.
'use strict';

const atMost = 200;
const actions = ['removed', 'replaced', 'pseudonymised', 'cleaned', 'coarsened', 'truncated', 'added', 'kept'];
const outcomes = ['forwarded', 'dropped', 'refused', 'failed'];
const vendors = { mixpanel: 'Mixpanel', mautic: 'Mautic' };
const purposes = { mixpanel: 'analytics', mautic: 'marketing' };
const surfaces = {
  address: 'Network address',
  body: 'Body',
  query: 'Query',
  cookie: 'Cookies',
  header: 'Headers',
};
const reasons = {
  consent_refused: event => `the visitor refused ${purposes[event.vendor] ?? 'this purpose'}`,
  consent_undecided: event => `the visitor has not agreed to ${purposes[event.vendor] ?? 'this purpose'} yet`,
  gpc: () => 'the browser asks not to be tracked (Global Privacy Control)',
  bot: () => 'this looks like a bot, not like a visitor',
  unreadable: () => 'it could not be read, and what cannot be read is not passed on',
  ambiguous: () => 'it can be read in more than one way, so it cannot be judged',
  empty: () => 'nothing was left of it that may leave',
  step_failed: () => 'a step of the check failed, and an unchecked request does not leave',
  preflight: () => 'a preflight, which the proxy answers itself',
  too_large: () => 'it is larger than allowed',
  unknown_host: () => 'no site has this host',
  unknown_path: () => 'the vendor has no such endpoint here',
  method_not_allowed: () => 'the endpoint does not take this method',
  endpoint_refused: () => 'this endpoint is closed, as it shows too much of the visitor',
  upgrade: () => 'it asked for a tunnel, whose content no one could check',
  media_type: () => 'its body is of a kind that the endpoint does not take',
  vendor_unreachable: () => 'the vendor could not be reached',
  vendor_timeout: () => 'the vendor did not answer in time',
  caller_gone: () => 'the browser went away before the answer',
};

const element = id => document.getElementById(id);
const list = element('requests');

// ---- Building ------------------------------------------------------------------------------------------------------

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

const text = value => (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value));
const known = (value, words, otherwise) => (words.includes(value) ? value : otherwise);
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function fieldsOf(event) {
  return Array.isArray(event.fields) ? event.fields.filter(field => field !== null && typeof field === 'object') : [];
}

function clock(at) {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? text(at) : date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

// What the request is about, in the words of the site: the event's name, a profile update, the page's title.
function subject(event) {
  const body = fieldsOf(event).filter(field => field.surface === 'body');
  const value = pattern => {
    const found = body.find(field => pattern.test(text(field.name)));
    return found ? text(found.after ?? found.before) : '';
  };
  const names = body.filter(field => /(^|[\].])event$/.test(text(field.name))).map(field => text(field.after ?? field.before));
  if (names.length > 0) return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  if (body.some(field => /(^|[\].])\$set(_once)?[.[]/.test(text(field.name)))) return 'Profile update';
  return value(/(^|\.)page_title$/);
}

function sentence(event) {
  const vendor = vendors[event.vendor] ?? 'The vendor';
  let why = typeof event.reason === 'string' ? event.reason : null;
  if (why !== null && Object.hasOwn(reasons, why)) why = reasons[why](event);
  switch (event.outcome) {
    case 'dropped':
      return `Dropped: ${why ?? 'no reason given'}. ${vendor} heard nothing; the page got a normal answer.`;
    case 'refused':
      return `Refused${why ? `: ${why}` : ''}. ${vendor} heard nothing.`;
    case 'failed':
      return `Failed${why ? `: ${why}` : ''}. The page was told that ${vendor} is not available.`;
    default: {
      const fields = fieldsOf(event);
      const gone = fields.filter(field => field.action === 'removed').length;
      const kept = fields.filter(field => field.action === 'kept').length;
      const added = fields.filter(field => field.action === 'added').length;
      const changed = fields.length - gone - kept - added;
      return `${count(gone, 'value', 'values')} did not leave, ${changed} left in another form, ${kept} left as sent.`;
    }
  }
}

function chip(action, label) {
  return make('span', { class: `action action-${known(action, actions, 'kept')}` }, label ?? text(action));
}

function tally(event) {
  const numbers = new Map(actions.map(action => [action, 0]));
  for (const field of fieldsOf(event)) numbers.set(text(field.action), (numbers.get(text(field.action)) ?? 0) + 1);
  const items = [...numbers].filter(([, number]) => number > 0).map(([action, number]) => make('li', null, chip(action, `${number} ${action}`)));
  return make('ul', { class: 'tally', 'aria-label': 'What was done' }, ...items);
}

// Marks what differs inside of a value, piece by piece (a longest common subsequence over words).
function compare(before, after) {
  const cut = value => value.match(/[\p{L}\p{N}_$%-]+|[^\p{L}\p{N}_$%-]/gu) ?? [];
  const a = cut(before);
  const b = cut(after);
  if (a.length * b.length > 90000) return null;
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  }
  if (lengths[0][0] === 0) return null;
  const sides = { before: [], after: [] };
  const put = (side, piece, same) => {
    const last = sides[side].at(-1);
    if (last && last.same === same) last.value += piece;
    else sides[side].push({ value: piece, same });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put('before', a[i++], true);
      put('after', b[j++], true);
    } else if (i < a.length && (j === b.length || lengths[i + 1][j] >= lengths[i][j + 1])) put('before', a[i++], false);
    else put('after', b[j++], false);
  }
  return sides;
}

function pieces(parts, tag) {
  return parts.map(part => (part.same ? document.createTextNode(part.value) : make(tag, null, part.value)));
}

const columnBefore = 'As the browser sent it';
const columnAfter = 'What the vendor received';

// Of a request that did not leave there is one side to show.
function row(field, oneSided) {
  const action = known(field.action, actions, 'other');
  const before = field.before === null || field.before === undefined ? null : text(field.before);
  const after = field.after === null || field.after === undefined ? null : text(field.after);
  const nothing = words => [make('span', { class: 'nothing' }, words)];
  const shown = value => (value === '' ? nothing('(empty)') : [document.createTextNode(value)]);

  let left = before === null ? nothing('not sent') : shown(before);
  let right = after === null ? nothing('did not leave') : shown(after);
  if (before && after && before !== after && ['cleaned', 'coarsened', 'truncated', 'replaced'].includes(action)) {
    const sides = compare(before, after);
    if (sides) {
      left = pieces(sides.before, 'del');
      right = pieces(sides.after, 'ins');
    }
  }

  const name = text(field.name);
  const split = /^(.*[.\]])([^.\]]+)$/.exec(name);
  const label = make('code', null);
  if (split) label.append(make('span', { class: 'where' }, split[1]), split[2]);
  else label.append(name);

  // The roles are written out: as the layout is a grid, browsers would forget that this is a table.
  return make('tr', { role: 'row', class: oneSided ? 'one-sided' : `row-${action}` },
    make('th', { role: 'rowheader', scope: 'row', class: 'name' }, label, oneSided ? null : chip(field.action)),
    make('td', { role: 'cell', class: 'cell before', 'data-column': columnBefore }, ...left),
    oneSided ? null : make('td', { role: 'cell', class: 'cell after', 'data-column': columnAfter }, ...right));
}

function table(fields, label, oneSided = false) {
  const head = name => make('th', { role: 'columnheader', scope: 'col' }, name);
  return make('table', { role: 'table', 'aria-label': label },
    make('thead', { role: 'rowgroup' },
      make('tr', { role: 'row' }, head('Value'), head(columnBefore), oneSided ? null : head(columnAfter))),
    make('tbody', { role: 'rowgroup' }, ...fields.map(field => row(field, oneSided))));
}

const stayed = event => event.outcome !== 'forwarded' && fieldsOf(event).every(field => (field.after ?? null) === null);

function values(event) {
  const fields = fieldsOf(event);
  const names = [...new Set([...Object.keys(surfaces), ...fields.map(field => text(field.surface))])];
  const parts = [];
  for (const surface of names) {
    const here = fields.filter(field => text(field.surface) === surface);
    if (here.length === 0) continue;
    const title = Object.hasOwn(surfaces, surface) ? surfaces[surface] : surface;
    const changed = here.filter(field => field.action !== 'kept');
    const kept = here.filter(field => field.action === 'kept');
    const section = make('section', { class: 'surface' }, make('h4', null, title));
    parts.push(section);
    if (stayed(event)) {
      section.append(table(here, title, true));
      continue;
    }
    if (changed.length > 0) section.append(table(changed, `${title}: changed`));
    if (kept.length > 0) {
      section.append(make('details', { class: 'kept', ...(element('show-kept').checked ? { open: '' } : {}) },
        make('summary', null, `${count(kept.length, 'value', 'values')} kept as sent`, make('span', { class: 'sr' }, ` in ${title}`)),
        table(kept, `${title}: kept`)));
    }
  }
  return parts;
}

function card(event) {
  const id = `request-${text(event.id).replace(/\W/g, '')}`;
  const outcome = known(event.outcome, outcomes, 'failed');
  const vendor = vendors[event.vendor] ?? text(event.vendor);
  const about = subject(event);
  const left = event.outcome === 'forwarded';

  const article = make('article', { class: `request request-${outcome}`, 'aria-labelledby': id },
    make('header', { class: 'head' },
      make('h3', { id }, vendor),
      make('span', { class: 'verdict' }, text(event.outcome).replace(/^./, letter => letter.toUpperCase())),
      make('time', { datetime: text(event.at) }, clock(event.at))),
    make('p', { class: 'line' }, about ? make('span', { class: 'what' }, `${about} `) : null, make('code', null, `${text(event.method)} ${text(event.path)}`)),
    make('p', { class: 'sentence' }, sentence(event)));

  const fields = fieldsOf(event);
  if (left && fields.length > 0) article.append(tally(event));
  if (fields.length > 0) {
    const details = make('details', { class: 'values' },
      make('summary', null, left ? 'Before and after' : `What the browser had sent (${count(fields.length, 'value', 'values')})`,
        make('span', { class: 'sr' }, `, ${vendor} ${about}`)));
    // Filled at the first opening: a busy page has hundreds of values that nobody looks at.
    const fill = () => {
      if (details.childElementCount > 1) return;
      if (!stayed(event)) {
        details.append(make('div', { class: 'columns-head', 'aria-hidden': 'true' },
          make('span', null, columnBefore), make('span', null, columnAfter)));
      }
      details.append(...values(event));
    };
    details.addEventListener('toggle', () => { if (details.open) fill(); });
    details.querySelector('summary').addEventListener('click', () => { details.dataset.touched = 'yes'; });
    details.fill = fill;
    article.append(details);
  }
  return make('li', { 'data-vendor': text(event.vendor), 'data-outcome': text(event.outcome) }, article);
}

// ---- Showing -------------------------------------------------------------------------------------------------------

const seen = new Set();
let newest = '';
let latest = null;
let waiting = [];
let paused = false;
let autoOpened = null;
let clearedUntil = remembered();

function remembered() {
  try { return sessionStorage.getItem('cleared-until') ?? ''; } catch { return ''; }
}

function remember(at) {
  try { sessionStorage.setItem('cleared-until', at); } catch { /* then a reload shows them again */ }
}

const filter = () => document.querySelector('input[name="filter"]:checked').value;

function matches(item) {
  const wanted = filter();
  return wanted === 'all' || (wanted === 'dropped' ? item.dataset.outcome === 'dropped' : item.dataset.vendor === wanted);
}

function refresh() {
  let visible = 0;
  for (const item of list.children) {
    item.hidden = !matches(item);
    if (!item.hidden) visible++;
  }
  element('empty').hidden = visible > 0;
  element('empty').firstChild.textContent = list.childElementCount > 0 ? 'Nothing of this kind yet. Each click in ' : 'Nothing yet. Each click in ';
  element('pause').textContent = paused ? (waiting.length > 0 ? `Resume (${waiting.length} waiting)` : 'Resume') : 'Pause';
}

function showCounts(counts) {
  for (const name of ['received', ...outcomes]) {
    const value = counts?.[name];
    if (Number.isFinite(value)) element(`count-${name}`).textContent = String(value);
  }
}

// Where there is room, the newest forwarded request stands open, unless somebody is at work in the one before.
// On a phone it would push the others out of sight.
const roomy = matchMedia('(min-width: 34rem)');

function openNewest(item) {
  if (!roomy.matches) return;
  const details = item.querySelector('.request-forwarded .values');
  if (!details) return;
  if (autoOpened && !autoOpened.dataset.touched && !autoOpened.contains(document.activeElement)) autoOpened.open = false;
  details.fill();
  details.open = true;
  autoOpened = details;
}

function show(events, arrived) {
  if (events.length === 0) return;
  let toOpen = null;
  for (const event of events) {
    const item = card(event);
    if (arrived) item.classList.add('arrived');
    list.prepend(item);
    if (event.outcome === 'forwarded') toOpen = item;
  }
  if (toOpen) openNewest(toOpen);
  while (list.childElementCount > atMost) list.lastElementChild.remove();
  refresh();
}

// Takes events in, oldest first; each is shown once, however it came.
function take(events, arrived) {
  const fresh = [];
  for (const event of events) {
    if (event === null || typeof event !== 'object') continue;
    const key = `${text(event.id)} ${text(event.at)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (text(event.at) >= newest) {
      newest = text(event.at);
      latest = event.counts;
    }
    if (text(event.at) > clearedUntil) fresh.push(event);
  }
  if (latest) showCounts(latest);
  if (paused) {
    waiting.push(...fresh);
    refresh();
  } else show(fresh, arrived);
  if (arrived && !paused) announce(fresh);
}

// Several requests belong to one click: they are told in one sentence.
let toTell = [];
let telling = 0;

function announce(events) {
  toTell.push(...events);
  clearTimeout(telling);
  telling = setTimeout(() => {
    const parts = outcomes.map(outcome => [outcome, toTell.filter(event => event.outcome === outcome).length]).filter(([, number]) => number > 0)
      .map(([outcome, number]) => `${number} ${outcome}`);
    if (parts.length > 0) element('news').textContent = `${count(toTell.length, 'new request', 'new requests')}: ${parts.join(', ')}.`;
    toTell = [];
  }, 800);
}

// ---- Buttons -------------------------------------------------------------------------------------------------------

for (const input of document.querySelectorAll('input[name="filter"]')) {
  input.addEventListener('change', () => {
    refresh();
    const visible = [...list.children].filter(item => !item.hidden).length;
    element('news').textContent = `${count(visible, 'request', 'requests')} shown.`;
  });
}

element('pause').addEventListener('click', () => {
  paused = !paused;
  const held = waiting;
  waiting = [];
  if (!paused) show(held, true);
  refresh();
  element('news').textContent = paused ? 'Paused. New requests wait.' : `Resumed. ${count(held.length, 'request', 'requests')} waited.`;
});

element('clear').addEventListener('click', () => {
  list.replaceChildren();
  waiting = [];
  autoOpened = null;
  clearedUntil = newest;
  remember(newest);
  refresh();
  element('news').textContent = 'Cleared. The counts go on.';
});

element('show-kept').addEventListener('change', () => {
  for (const details of document.querySelectorAll('.kept')) details.open = element('show-kept').checked;
});

// ---- Listening -----------------------------------------------------------------------------------------------------

function connection(words, state) {
  const line = element('connection');
  if (line.textContent !== words) line.textContent = words;
  line.className = `connection ${state}`;
}

function byTime(a, b) {
  if (text(a?.at) === text(b?.at)) return a?.id - b?.id;
  return text(a?.at) < text(b?.at) ? -1 : 1;
}

async function readHistory(arrived) {
  try {
    const answer = await fetch('/demo/events/history', { headers: { Accept: 'application/json' }, cache: 'no-store' });
    if (!answer.ok) return;
    const events = await answer.json();
    if (Array.isArray(events)) take(events.slice().sort(byTime), arrived);
  } catch { /* the stream tells whether the proxy is there */ }
}

let attempt = 0;
let opened = false;

function listen() {
  const source = new EventSource('/demo/events');
  source.addEventListener('open', () => {
    attempt = 0;
    connection('Live', 'open');
    readHistory(opened); // also after an interruption: nothing that happened meanwhile is missed
    opened = true;
  });
  source.addEventListener('message', message => {
    let event;
    try { event = JSON.parse(message.data); } catch { return; }
    take([event], true);
  });
  source.addEventListener('error', () => {
    connection('Connection lost, trying again…', 'lost');
    // The browser tries again by itself, unless the answer was an error.
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(listen, Math.min(15000, 1000 * 2 ** attempt++));
  });
}

if (window.self !== window.top) document.documentElement.classList.add('embedded');
refresh();
readHistory(false).finally(listen);
