// Present: the page's figures one at a time, large, with names hidden. They are drawn anew in a dialog from what
// the page already shows: nothing is asked of the server, and the page itself stays as it is.
window.evenhand = window.evenhand || {};
(function () {
  var CHART_FONT = 14;
  var SMALLEST = 13;
  var NARROW = 700;
  var TALLEST = 1.7;
  var CLOSER = 0.75;
  var SMALLEST_SHARE = 0.75;
  var A_PAGE = 0.85;
  var NOT_SEEN = 8;
  var WORDS = ".answer, .beside, .slide-words, .discussion, .slide-list";
  var WAITS = [["0", "by hand"], ["10", "every 10 seconds"], ["20", "every 20 seconds"], ["40", "every 40 seconds"],
    ["90", "every 90 seconds"]];
  var shown = null; // what is being presented: cards, place, dialog, what must be put back

  function make(name, parts, children) {
    var node = document.createElement(name);
    Object.keys(parts || {}).forEach(function (key) { node.setAttribute(key, parts[key]); });
    [].concat(children || []).forEach(function (child) { node.append(child); });
    return node;
  }

  function chartOf(card) { return card.querySelector(".js-plotly-plot"); }

  function hasFigure(card) {
    var chart = chartOf(card);
    var drawn = chart && chart.data && chart.data.length > 0;
    return card.offsetParent !== null && (card.hasAttribute("data-slide") || Boolean(drawn));
  }

  function cards() {
    var found = Array.from(document.querySelectorAll("#page .figure-card"));
    return found.filter(hasFigure);
  }

  function button(act, words, keys) {
    return make("button", { type: "button", "data-present": act, "aria-keyshortcuts": keys }, words);
  }

  function bar() {
    var choices = WAITS.map(function (wait) { return make("option", { value: wait[0] }, wait[1]); });
    var waits = make("label", { class: "present-wait" }, ["Move on ", make("select", { "data-present": "wait" }, choices)]);
    var names = document.getElementById("names-button");
    var hide = names ? [button("names", "Show names", "Shift+N")] : [];
    return make("div", { class: "present-bar" }, [
      button("back", "Back", "ArrowLeft"),
      make("p", { class: "present-place", role: "status" }),
      button("next", "Next", "ArrowRight"),
      waits,
    ].concat(hide, [button("leave", "Leave", "Escape")]));
  }

  function dialog() {
    var slide = make("div", { class: "present-slide", tabindex: "0", role: "group", "aria-labelledby": "present-title" });
    return make("dialog", { class: "present", "aria-label": "Presentation" }, [slide, bar()]);
  }

  function withoutIds(node) {
    var copy = node.cloneNode(true);
    [copy].concat(Array.from(copy.querySelectorAll("[id]"))).forEach(function (each) { each.removeAttribute("id"); });
    copy.querySelectorAll("a").forEach(function (link) { link.replaceWith.apply(link, Array.from(link.childNodes)); });
    copy.querySelectorAll(".filter-field, button, select, textarea").forEach(function (each) { each.remove(); });
    return copy;
  }

  function words(card) {
    return Array.from(card.querySelectorAll(WORDS)).filter(function (node) {
      return node.textContent.trim() && node.offsetParent !== null;
    }).map(withoutIds);
  }

  function title(card) {
    var question = card.querySelector(".question, h2, h3");
    var heading = make("h2", { id: "present-title" });
    if (question) heading.append.apply(heading, Array.from(withoutIds(question).childNodes));
    return heading;
  }

  // Text, chart and notes in this order; the chart gets the room that is left.
  function draw() {
    var card = shown.cards[shown.place];
    var slide = shown.dialog.querySelector(".present-slide");
    forget(slide);
    slide.replaceChildren();
    if (!card) slide.append(make("h2", { id: "present-title" }, "This page has no figure to present yet."));
    else {
      var notes = card.querySelector(".card-foot .notes, .notes");
      slide.append(title(card));
      words(card).filter(function (node) { return !isBelow(node); }).forEach(function (node) { slide.append(node); });
      if (chartOf(card) && chartOf(card).data.length) slide.append(make("div", { class: "present-chart" }));
      words(card).filter(isBelow).forEach(function (node) { slide.append(node); });
      if (notes) slide.append(make("p", { class: "notes" }, notesToRead(notes.textContent)));
      drawChart(slide, card);
    }
    say();
  }

  // What can be done with the mouse on the page cannot be done here.
  function notesToRead(text) {
    return text.split(" \u00b7 ").filter(function (note) { return !note.startsWith("click "); }).join(" \u00b7 ");
  }

  function isBelow(node) { return node.classList.contains("discussion"); }

  function forget(slide) {
    var drawn = slide.querySelector(".present-drawn");
    if (drawn) window.Plotly.purge(drawn);
  }

  // A chart's smallest words would be too small even so.
  function readable(part) {
    var text = JSON.stringify(part).replace(/"size":(8|9|10|11|12)\b/g, '"size":' + SMALLEST);
    return JSON.parse(text.replace(/font-size:\s*(8|9|10|11|12)px/g, "font-size:" + SMALLEST + "px"));
  }

  function layoutFor(chart, width, height) {
    return Object.assign(readable(chart.layout), { width: width, height: height, autosize: false });
  }

  // How a chart fits the room that is left: as its maker thought of it or taller, else its rows closer together,
  // then smaller as a whole. What would be too small to read stays large instead, and the slide is paged through.
  function fit(own, room, scale) {
    var least = own * CLOSER;
    var height = Math.max(least, Math.min(room / scale, own * TALLEST));
    var smaller = Math.min(1, room / (height * scale));
    return { height: height, scale: smaller < SMALLEST_SHARE ? scale : scale * smaller };
  }

  // Every chart is drawn at the size its maker thought of and enlarged as a whole: text, marks and lines alike.
  function drawChart(slide, card) {
    var place = slide.querySelector(".present-chart");
    var chart = chartOf(card);
    if (!place) return;
    var size = parseFloat(getComputedStyle(shown.dialog).fontSize);
    var own = chart.clientHeight || 320;
    var fitted = window.innerWidth < NARROW ? { height: own, scale: 1 } : fit(own, place.clientHeight, size / CHART_FONT);
    var width = place.clientWidth / fitted.scale;
    var drawn = make("div", { class: "present-drawn",
      style: "width:" + width + "px;height:" + fitted.height + "px;transform:scale(" + fitted.scale + ")" });
    place.style.minHeight = Math.floor(fitted.height * fitted.scale) + "px";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", "Chart: " + slide.querySelector("h2").textContent);
    place.append(drawn);
    var data = structuredClone(chart.data);
    data.forEach(function (trace) { if (trace.textfont) trace.textfont = readable(trace.textfont); });
    window.Plotly.newPlot(drawn, data, layoutFor(chart, width, fitted.height), { staticPlot: true, displayModeBar: false });
  }

  // Say whether a slide goes on below (1) or above (-1) of what is seen of it.
  function isMore(way) {
    var slide = shown.dialog.querySelector(".present-slide");
    var hidden = slide.scrollHeight - slide.clientHeight - slide.scrollTop;
    return (way > 0 ? hidden : slide.scrollTop) > NOT_SEEN;
  }

  // Whoever goes by pages, as a clicker does, sees all of a slide before the next.
  function page(way) {
    var slide = shown.dialog.querySelector(".present-slide");
    if (!isMore(way)) go(shown.place + way);
    else slide.scrollTop += way * slide.clientHeight * A_PAGE;
    say();
  }

  function say() {
    var count = shown.cards.length;
    var more = isMore(1) ? ", goes on below" : "";
    shown.dialog.querySelector(".present-place").textContent = count ? shown.place + 1 + " of " + count + more : "0 of 0";
    shown.dialog.querySelector("[data-present='back']").disabled = shown.place === 0;
    shown.dialog.querySelector("[data-present='next']").disabled = shown.place >= count - 1;
    var names = shown.dialog.querySelector("[data-present='names']");
    if (names) names.textContent = window.evenhand.namesHidden() ? "Show names" : "Hide names";
  }

  function go(place) {
    var last = Math.max(shown.cards.length - 1, 0);
    shown.place = Math.min(Math.max(place, 0), last);
    draw();
    var slide = shown.dialog.querySelector(".present-slide");
    slide.scrollTop = 0;
    say();
    if (document.activeElement && document.activeElement.disabled) slide.focus();
  }

  function waitFor(seconds) {
    clearInterval(shown.timer);
    if (!seconds) return;
    shown.timer = setInterval(function () { go((shown.place + 1) % shown.cards.length); }, 1000 * seconds);
  }

  function fullScreen() {
    if (!document.documentElement.requestFullscreen) return Promise.resolve();
    return document.documentElement.requestFullscreen().catch(function () {});
  }

  function start(opener) {
    if (shown) return;
    shown = { cards: cards(), place: 0, dialog: dialog(), opener: opener, namesWere: window.evenhand.namesHidden() };
    window.evenhand.hideNames(true);
    fullScreen().then(function () {
      document.body.append(shown.dialog);
      shown.dialog.addEventListener("close", end);
      shown.dialog.addEventListener("keydown", press);
      shown.dialog.addEventListener("click", click);
      shown.dialog.addEventListener("scroll", say, true);
      shown.dialog.addEventListener("change", function (event) { waitFor(Number(event.target.value)); });
      shown.dialog.showModal();
      go(0);
      shown.dialog.querySelector(".present-slide").focus();
    });
  }

  function end() {
    var was = shown;
    shown = null;
    clearInterval(was.timer);
    forget(was.dialog);
    was.dialog.remove();
    window.evenhand.hideNames(was.namesWere);
    if (document.fullscreenElement) document.exitFullscreen();
    if (was.opener && was.opener.isConnected) was.opener.focus();
  }

  function click(event) {
    var act = event.target.dataset.present;
    if (act === "back") go(shown.place - 1);
    else if (act === "next") go(shown.place + 1);
    else if (act === "leave") shown.dialog.close();
    else if (act === "names") window.evenhand.hideNames(!window.evenhand.namesHidden());
  }

  function press(event) {
    var own = event.target.tagName;
    var pages = { PageUp: -1, PageDown: 1, " ": event.shiftKey ? -1 : 1 }[event.key];
    var to = { ArrowLeft: shown.place - 1, ArrowRight: shown.place + 1, Home: 0, End: shown.cards.length - 1 }[event.key];
    var isChoosing = own === "SELECT" && event.key !== "ArrowLeft" && event.key !== "ArrowRight";
    if ((to === undefined && !pages) || isChoosing || (own === "BUTTON" && event.key === " ")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (pages) page(pages);
    else go(to);
  }

  document.addEventListener("click", function (event) {
    var opener = event.target.closest("#present-page");
    if (opener) start(opener);
  });
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement && shown && shown.dialog.open) shown.dialog.close();
  });
  window.addEventListener("resize", function () { if (shown && shown.dialog.open) draw(); });
  window.addEventListener("evenhand-names", function () { if (shown && shown.dialog.open) draw(); });
})();
