// What the window of Thunderbird is told to do: `STEP` is put before this text, `ARGUMENT` is what it is about.
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const wait = (ms) => new Promise((resolve) => window.setTimeout(resolve, ms));
const subscribed = () => cal.manager.getCalendars().find((each) => each.type === "ics");

// The number of events, once it stays what it is: the cache is filled one by one.
async function settled(calendar) {
  let count = -1;
  for (let tries = 0, same = 0; tries < 100 && same < 4; tries++) {
    await wait(150);
    const found = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
    same = found.length === count ? same + 1 : 0;
    count = found.length;
  }
  return count;
}

const steps = {
  // As the dialog "New calendar, on the network" does, of which this is the code behind.
  async subscribe(address) {
    for (const each of cal.manager.getCalendars()) cal.manager.removeCalendar(each);
    const found = await cal.provider.detection.detect("", "", address, false, [], {});
    const offered = [...found].flatMap(([provider, calendars]) => calendars.map((calendar) => ({ provider, calendar })));
    const types = offered.map((each) => each.provider.type);
    const { calendar } = offered.find((each) => each.provider.type === "ics");
    calendar.setProperty("cache.enabled", true);
    calendar.setProperty("color", "#9fc5e8"); // else one that follows from the port
    cal.manager.registerCalendar(calendar);
    return { types, address: calendar.uri.spec, count: await settled(subscribed()) };
  },

  // What "Synchronize" does.
  async refresh() {
    const calendar = subscribed();
    const loaded = new Promise((resolve) => {
      calendar.addObserver({
        QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
        onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
        onPropertyChanged() {}, onPropertyDeleting() {},
        onError(_, number, message) { resolve(`error ${number} ${message}`); },
        onLoad() { resolve("loaded"); },
      });
    });
    calendar.refresh();
    const state = await Promise.race([loaded, wait(15000).then(() => "timeout")]);
    return { state, count: await settled(calendar) };
  },

  // What stands on the screen in the weeks from a day on.
  async look(day) {
    window.document.getElementById("tabmail").openTab("calendar");
    for (const id of ["today-pane-panel", "today-splitter", "bottom-events-box", "calendar-view-splitter"]) {
      const part = window.document.getElementById(id);
      if (part) part.hidden = true;
    }
    window.document.getElementById("calTabMultiweek").click();
    await wait(500);
    window.currentView().goToDay(cal.createDateTime(day));
    await wait(1500);
    const boxes = [...window.currentView().querySelectorAll("calendar-month-day-box-item")];
    return boxes.filter((box) => box.getBoundingClientRect().height > 0).map((box) => ({
      title: box.querySelector(".event-name-label").textContent,
      hour: box.querySelector(".item-time-label").textContent,
      struck: window.getComputedStyle(box).textDecorationLine.includes("line-through"),
    }));
  },
};
return await steps[STEP](ARGUMENT);
