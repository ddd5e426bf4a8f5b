// Makes pages handier; without this script nothing is missing.
"use strict";

// Reads the balance off the chart under the pointer, or with the arrow keys. The page says the same
// in its table.
function follow(chart) {
  const points = chart.dataset.trace.split("\n").map((row) => {
    const [x, y, ...label] = row.split(" ");
    return { x: Number(x), y: Number(y), label: label.join(" ") };
  });
  const figure = chart.closest("figure");
  const readout = figure.querySelector("[data-readout]");
  const cursor = chart.querySelector(".cursor");
  const line = cursor.querySelector("line");
  const dot = cursor.querySelector("circle");
  let at = points.length - 1;

  function show(index) {
    at = Math.max(0, Math.min(points.length - 1, index));
    const point = points[at];
    line.setAttribute("x1", point.x);
    line.setAttribute("x2", point.x);
    dot.setAttribute("cx", point.x);
    dot.setAttribute("cy", point.y);
    cursor.setAttribute("visibility", "visible");
    readout.textContent = point.label;
  }

  function hide() {
    cursor.setAttribute("visibility", "hidden");
    readout.textContent = "";
  }

  // The balance at a time is that of the last point before it.
  function lastBefore(x) {
    let low = 0;
    let high = points.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (points[middle].x <= x) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  chart.addEventListener("pointermove", (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      chart.getScreenCTM().inverse());
    show(lastBefore(place.x));
  });
  chart.addEventListener("pointerleave", hide);
  chart.addEventListener("blur", hide);
  chart.addEventListener("focus", () => {
    if (chart.matches(":focus-visible")) {
      show(at);
    }
  });
  chart.addEventListener("keydown", (event) => {
    const target = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - Math.ceil(points.length / 10),
      PageDown: at + Math.ceil(points.length / 10),
      Home: 0,
      End: points.length - 1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      show(target);
    }
  });
  chart.setAttribute("tabindex", "0");
  figure.classList.add("followed");
}

document.querySelectorAll("svg[data-trace]").forEach(follow);

// Puts what a field holds where it can be pasted from. Browsers let pages do so over HTTPS only.
function offerCopy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  });
}

document.querySelectorAll("[data-copy]").forEach(offerCopy);

// Adds what happens to the list while the page is open. The page says the same when it is loaded
// again.
function listen(list) {
  const state = document.querySelector("[data-events-state]");
  const shownMax = 100;
  let last = "";

  function cell(kind, ...content) {
    const made = document.createElement(kind);
    made.append(...content);
    return made;
  }

  function code(text) {
    return cell("code", text);
  }

  function show(event) {
    const time = document.createElement("time");
    time.dateTime = event.timestamp;
    time.textContent = event.timestamp.slice(0, 19).replace("T", " ");
    const when = cell("td", time);
    when.className = "when";
    const type = cell("span", code(event.type));
    type.className = "note block";
    const what = cell("th", event.data.description, type);
    what.scope = "row";
    const payment = event.data.payment;
    const about = cell("td", payment ? `${payment.amount} ${payment.currency} ` : "", code(event.data.target || ""));
    about.className = "side";
    list.prepend(cell("tr", when, what, about));
    while (list.rows.length > shownMax) {
      list.deleteRow(-1);
    }
  }

  function open() {
    const source = new EventSource(list.dataset.events + (last ? `&after=${last}` : ""));
    source.onopen = () => {
      state.textContent = "Live.";
    };
    source.onmessage = (message) => {
      last = message.lastEventId;
      show(JSON.parse(message.data));
    };
    source.onerror = () => {
      state.textContent = "Not live at the moment.";
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, 5000);
      }
    };
  }

  open();
}

document.querySelectorAll("[data-events]").forEach(listen);
