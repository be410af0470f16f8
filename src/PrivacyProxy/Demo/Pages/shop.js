// The demo shop. It sends what the scripts of Mixpanel and Mautic send, whatever the visitor chose:
// what leaves is decided by the proxy, not by this page.
'use strict';

const token = '0123456789abcdef0123456789abcdef';
const identityCookie = `mp_${token}_mixpanel`;
const consentCookie = 'demo_consent';
const mauticKey = 'mautic_device_id';
const landing = '?utm_source=newsletter&utm_medium=email&utm_campaign=spring-bread&gclid=demo-click-id&email=jane.doe%40example.com';
const arrivedFrom = 'https://www.bing.com/search?q=birthday+cake+for+jane+doe';
const day = 86400;

const element = id => document.getElementById(id);

// ---- Cookies and storage -------------------------------------------------------------------------------------------

function readCookie(name) {
  for (const pair of document.cookie.split('; ')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at) !== name) continue;
    try {
      const value = JSON.parse(decodeURIComponent(pair.slice(at + 1)));
      return value !== null && typeof value === 'object' ? value : null;
    } catch {
      return null;
    }
  }
  return null;
}

function writeCookie(name, value, days) {
  document.cookie = `${name}=${encodeURIComponent(JSON.stringify(value))}; Path=/; SameSite=Lax; Max-Age=${days * day}`;
}

function forgetCookie(name) {
  document.cookie = `${name}=; Path=/; SameSite=Lax; Max-Age=0`;
}

// Storage may be blocked; the shop works without.
function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* nothing to remember then */ }
}

// ---- Who and where, as the scripts see it --------------------------------------------------------------------------

// crypto.randomUUID is missing on plain http, which is how a phone in the same network opens this page.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function insertId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), b => (b % 36).toString(36)).join('');
}

function newIdentity() {
  const device = uuid();
  return {
    distinct_id: `$device:${device}`,
    $device_id: device,
    $initial_referrer: arrivedFrom,
    $initial_referring_domain: new URL(arrivedFrom).host,
  };
}

let identity = readCookie(identityCookie);
if (typeof identity?.distinct_id !== 'string' || typeof identity?.$device_id !== 'string') identity = newIdentity();

function keepIdentity() {
  writeCookie(identityCookie, identity, 365);
}

function browser() {
  const agent = navigator.userAgent;
  const known = [['Microsoft Edge', /Edg(?:A|iOS)?\/(\d+)/], ['Opera', /OPR\/(\d+)/], ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
    ['Chrome iOS', /CriOS\/(\d+)/], ['Chrome', /Chrome\/(\d+)/], ['Mobile Safari', /Version\/([\d.]+) Mobile.*Safari/],
    ['Safari', /Version\/([\d.]+).*Safari/]];
  for (const [name, pattern] of known) {
    const found = pattern.exec(agent);
    if (found) return { $browser: name, $browser_version: parseFloat(found[1]) };
  }
  return { $browser: '', $browser_version: null };
}

function system() {
  const agent = navigator.userAgent;
  if (/Windows/.test(agent)) return 'Windows';
  if (/iPhone|iPad|iPod/.test(agent)) return 'iOS';
  if (/Android/.test(agent)) return 'Android';
  if (/Mac/.test(agent)) return 'Mac OS X';
  if (/CrOS/.test(agent)) return 'Chrome OS';
  return /Linux/.test(agent) ? 'Linux' : '';
}

function campaign() {
  const found = {};
  for (const [name, value] of new URLSearchParams(location.search))
    if (/^(utm_\w+|gclid)$/.test(name)) found[name] = value;
  return found;
}

// ---- The calls -----------------------------------------------------------------------------------------------------

async function post(path, body, headers) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body,
      signal: AbortSignal.timeout?.(10000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: '' };
  }
}

// base64 in a form field is what the Mixpanel script sends to any host that is not Mixpanel's own.
async function mixpanel(endpoint, records) {
  const bytes = new TextEncoder().encode(JSON.stringify(records));
  const data = btoa(Array.from(bytes, b => String.fromCharCode(b)).join(''));
  const answer = await post(`/mp/${endpoint}/?verbose=1&ip=1&_=${Date.now()}`, `data=${encodeURIComponent(data)}`);
  return { vendor: 'Mixpanel', status: answer.status };
}

function track(event, properties) {
  return mixpanel('track', [{
    event,
    properties: {
      $os: system(),
      ...browser(),
      $referrer: arrivedFrom,
      $referring_domain: new URL(arrivedFrom).host,
      $current_url: location.href,
      $screen_height: screen.height,
      $screen_width: screen.width,
      mp_lib: 'web',
      $lib_version: '2.83.0',
      $insert_id: insertId(),
      time: Date.now() / 1000,
      ...campaign(),
      ...identity,
      $search_engine: 'bing',
      mp_keyword: 'birthday cake for jane doe',
      ...properties,
      token,
      mp_sent_by_lib_version: '2.83.0',
    },
  }]);
}

function trackPageView() {
  return track('$mp_web_page_view', {
    current_page_title: document.title,
    current_domain: location.hostname,
    current_url_path: location.pathname,
    current_url_protocol: location.protocol,
    current_url_search: location.search,
  });
}

function setProfile(properties) {
  const record = { $set: { $os: system(), ...browser(), ...properties }, $token: token, $distinct_id: identity.distinct_id,
    $device_id: identity.$device_id };
  if (identity.$user_id) record.$user_id = identity.$user_id;
  return mixpanel('engage', [record]);
}

let hits = 0;

async function mautic(title) {
  const fields = {
    page_title: title ?? document.title,
    page_language: navigator.language,
    preferred_locale: navigator.language.replace('-', '_'),
    page_referrer: new URL(arrivedFrom).host,
    page_url: location.href,
    counter: hits++,
    timezone_offset: new Date().getTimezoneOffset(),
    resolution: `${screen.width}x${screen.height}`,
    platform: mauticPlatform(),
    do_not_track: navigator.doNotTrack === '1',
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const device = stored(mauticKey);
  if (device) fields.mautic_device_id = device;
  if (identity.$user_id) Object.assign(fields, { email: identity.$user_id, ...nameOf(identity.$user_id) });

  const body = Object.entries(fields).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const answer = await post('/ma/mtc/event', body, { 'X-Requested-With': 'XMLHttpRequest' });
  if (answer.status === 200) rememberMautic(answer.text);
  else new Image().src = `/ma/mtracking.gif?${body}`; // the script's own fallback
  return { vendor: 'Mautic', status: answer.status };
}

function mauticPlatform() {
  const agent = navigator.userAgent;
  if (/Win/.test(agent)) return 'Windows';
  if (/Mac/.test(agent)) return 'MacOS';
  if (/X11/.test(agent)) return 'UNIX';
  return /Linux/.test(agent) ? 'Linux' : 'Unknown OS';
}

function rememberMautic(text) {
  try {
    const answer = JSON.parse(text);
    if (answer?.id && typeof answer.device_id === 'string') store(mauticKey, answer.device_id);
  } catch { /* an answer without ids */ }
}

function nameOf(email) {
  const [first = '', last = ''] = email.split('@')[0].split(/[._-]+/);
  const capital = word => word.charAt(0).toUpperCase() + word.slice(1);
  return { firstname: capital(first), lastname: capital(last) };
}

// ---- What the visitor is told --------------------------------------------------------------------------------------

let turn = 0;

async function report(sentence, ...calls) {
  const mine = ++turn;
  const count = calls.length === 1 ? '1 call' : `${calls.length} calls`;
  element('status').textContent = `${sentence} ${count} on the way.`;
  const answers = await Promise.all(calls);
  if (mine !== turn) return;
  const failed = answers.filter(a => a.status < 200 || a.status > 299);
  const troubles = failed.map(a => (a.status === 0 ? `${a.vendor} gave no answer` : `${a.vendor} answered ${a.status}`));
  element('status').textContent = failed.length === 0
    ? `${sentence} ${count} sent and answered.`
    : `${sentence} ${count} sent; ${[...new Set(troubles)].join(', ')}. The shop carries on.`;
}

function showAccount() {
  const user = identity.$user_id;
  element('sign-in').hidden = Boolean(user);
  element('signed-in').hidden = !user;
  element('who').textContent = user ?? '';
}

// ---- Consent -------------------------------------------------------------------------------------------------------

function describe(choice) {
  if (!choice) return 'none yet, so nothing may leave';
  if (choice.analytics && choice.marketing) return 'analytics and marketing allowed';
  if (choice.analytics) return 'analytics allowed, marketing not';
  if (choice.marketing) return 'marketing allowed, analytics not';
  return 'everything rejected';
}

function showConsent() {
  const choice = readCookie(consentCookie);
  element('consent-state').textContent = describe(choice);
  element('consent-present').textContent = `Your choice until now: ${describe(choice)}. You may change it at any time.`;
  element('consent-present').hidden = !choice;
  element('consent-close').hidden = !choice;
  for (const button of document.querySelectorAll('.choices button')) {
    const same = choice && String(Boolean(choice.analytics)) === button.dataset.analytics
      && String(Boolean(choice.marketing)) === button.dataset.marketing;
    if (choice) button.setAttribute('aria-pressed', String(Boolean(same)));
    else button.removeAttribute('aria-pressed');
  }
}

function openBanner(moveFocus) {
  showConsent();
  element('consent').hidden = false;
  element('privacy-choices').setAttribute('aria-expanded', 'true');
  if (moveFocus) element('consent-title').focus();
}

function closeBanner() {
  const hadFocus = element('consent').contains(document.activeElement);
  element('consent').hidden = true;
  element('privacy-choices').setAttribute('aria-expanded', 'false');
  if (hadFocus) element('privacy-choices').focus();
}

function choose(button) {
  const choice = { analytics: button.dataset.analytics === 'true', marketing: button.dataset.marketing === 'true' };
  writeCookie(consentCookie, choice, 180);
  showConsent();
  closeBanner();
  // Consent platforms let the tags fire again after a choice.
  report(`Saved: ${describe(choice)}. Page view sent again.`, trackPageView(), mautic());
}

// The page keeps as much room free as the banner covers, so that nothing focused hides behind it.
new ResizeObserver(() => {
  document.documentElement.style.setProperty('--banner-height', `${Math.floor(element('consent').getBoundingClientRect().height)}px`);
}).observe(element('consent'));

// ---- The buttons ---------------------------------------------------------------------------------------------------

function product(button) {
  const { sku, name, price } = button.closest('.product').dataset;
  return { sku, name, price: Number(price), currency: 'EUR' };
}

for (const button of document.querySelectorAll('.view')) {
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    element(button.getAttribute('aria-controls')).hidden = !open;
    if (!open) return;
    const seen = product(button);
    history.replaceState(null, '', `${location.pathname}${location.search}#${seen.sku}`);
    report(`Viewed: ${seen.name}.`, track('Viewed Product', seen), mautic(`${seen.name} - Loaf & Larder`));
  });
}

for (const button of document.querySelectorAll('.buy')) {
  button.addEventListener('click', () => {
    const bought = product(button);
    const order = { ...bought, quantity: 1, order_id: `A-${Date.now().toString(36)}`, phone: element('phone').value };
    report(`Bought: ${bought.name}.`, track('Bought Product', order), mautic(`Thank you - Loaf & Larder`));
  });
}

element('sign-in').addEventListener('submit', event => {
  event.preventDefault();
  const email = element('email').value.trim();
  if (!email) return;
  const before = identity.distinct_id;
  identity = { ...identity, distinct_id: email, $user_id: email };
  keepIdentity();
  showAccount();
  element('sign-out').focus();
  const { firstname, lastname } = nameOf(email);
  report('Signed in.', track('$identify', { $anon_distinct_id: before }),
    setProfile({ $email: email, $first_name: firstname, $last_name: lastname, plan: 'gold' }), mautic());
});

element('sign-out').addEventListener('click', () => {
  const sent = track('Signed Out', {});
  identity = newIdentity();
  keepIdentity();
  showAccount();
  element('email').focus();
  report('Signed out.', sent);
});

element('start-over').addEventListener('click', () => {
  for (const pair of document.cookie.split('; ')) forgetCookie(pair.split('=')[0]);
  store(mauticKey, null);
  location.href = '/';
});

for (const button of document.querySelectorAll('.choices button')) button.addEventListener('click', () => choose(button));
element('privacy-choices').addEventListener('click', () => (element('consent').hidden ? openBanner(true) : closeBanner()));
element('consent-close').addEventListener('click', closeBanner);
element('consent').addEventListener('keydown', event => {
  if (event.key === 'Escape' && readCookie(consentCookie)) closeBanner();
});

// ---- The start -----------------------------------------------------------------------------------------------------

const wide = matchMedia('(min-width: 68rem)');
function showBeside() {
  const frame = element('live');
  if (wide.matches && !frame.getAttribute('src')) frame.src = '/demo/live';
}
wide.addEventListener('change', showBeside);
showBeside();

// The visitor came by a newsletter link: the address says more than it should, as such addresses do.
if (!location.search) history.replaceState(null, '', `${location.pathname}${landing}${location.hash}`);
if (navigator.globalPrivacyControl) element('gpc').hidden = false;
keepIdentity();
// A session cookie of the shop's own: every first-party cookie travels with every call to this site.
if (!/(^|; )shop_session=/.test(document.cookie)) document.cookie = `shop_session=${uuid()}; Path=/; SameSite=Lax`;
showAccount();
showConsent();
if (!readCookie(consentCookie)) openBanner(false);
report('Page opened.', trackPageView(), mautic());
