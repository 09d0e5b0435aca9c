// ical_js.mjs NODE_MODULES FILE MOST: the occurrences of the event of an agenda, a line each, as ical.js has them, which
// is what Thunderbird uses. Its zone is that of the file.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
const [modules, file, most] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(`${modules}/ical.js/dist/ical.js`));
const root = new ICAL.Component(ICAL.parse(fs.readFileSync(file, 'utf8')));
for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const found = new ICAL.Event(root.getFirstSubcomponent('vevent')).iterator();
for (let start = found.next(), count = 0; start && count < Number(most); start = found.next(), count += 1)
  console.log(start.isDate ? start.toString() : start.toJSDate().toISOString().replace('.000Z', 'Z'));
