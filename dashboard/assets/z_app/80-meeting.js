// Meetings: a figure is added with what its page asked for it with; the server makes it anew and freezes it.
(function () {
  var asked = {}; // the last request that filled each card, by the card's id
  var opener = null;
  var LONG_ON_PAPER = 690;
  var CLOSER = 0.75; // as close as the rows of a figure may move
  var ONE_ON_PAPER = 430;
  var TWO_ON_PAPER = 215;
  var send = window.fetch;

  // Dash asks for every figure through fetch: the request says which filters and controls it stands for.
  function remember(address, options) {
    if (String(address).indexOf("/_dash-update-component") < 0 || !options || typeof options.body !== "string") return;
    if (options.body.indexOf("-graph.figure") < 0) return;
    var body = JSON.parse(options.body);
    (body.output.match(/[a-z_-]+(?=-graph\.figure)/g) || []).forEach(function (card) {
      asked[card] = { inputs: body.inputs, state: body.state || [], outputs: body.outputs };
    });
  }

  window.fetch = function (address, options) {
    remember(address && address.url ? address.url : address, options);
    return send.apply(window, arguments);
  };

  function change(what) {
    return window.fetch("/meeting/change", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    }).then(function (answer) {
      return answer.text().then(function (text) {
        if (!answer.ok) throw new Error(text);
        var found = JSON.parse(text);
        if (found.refused) throw new Error(found.refused);
        return found;
      });
    });
  }

  function which() {
    var deck = document.querySelector("[data-meeting-id]");
    return deck ? deck.dataset.meetingId : "";
  }

  function said(words) {
    var place = document.getElementById("meeting-said");
    if (place) place.textContent = words;
  }

  // What can have the focus stands in the same order after a change of words: its place says which it was.
  function stops() {
    return Array.from(document.querySelectorAll("#meeting-shown :is(a[href], button, input, select, summary, textarea)"));
  }

  function focusAgain(place) {
    var stop = stops()[place];
    if (!stop || document.activeElement !== document.body) return;
    var folded = stop.closest("details");
    if (folded) folded.open = true;
    stop.focus();
  }

  // The page is drawn again; focus goes back to the same button of the same figure, or to the one that is left.
  function redraw(focus) {
    var version = Date.now();
    var tries = 0;
    var place = stops().indexOf(document.activeElement);
    window.dash_clientside.set_props("meeting-version", { data: version });
    var wait = setInterval(function () {
      var drawn = document.querySelector("#meeting-shown [data-drawn='" + version + "']");
      var now = stops().indexOf(document.activeElement);
      if (!drawn && now >= 0) place = now;
      if (!drawn && tries++ < 200) return;
      clearInterval(wait);
      if (focus) focus();
      else focusAgain(place);
    }, 50);
  }

  function focusOn(slide, value) {
    return function () {
      var tools = document.querySelector("[data-slide-id='" + slide + "']");
      if (!tools) return document.getElementById("page").focus();
      var again = tools.querySelector("[data-value='" + value + "']") || tools.querySelector("button");
      again.focus();
      again.scrollIntoView({ block: "center" });
    };
  }

  function act(what, focus) {
    change(Object.assign({ meeting: which() }, what)).then(function (answer) {
      said(answer.said);
      redraw(focus);
    }, function (error) { said(error.message); });
  }

  function make(button) {
    button.disabled = true;
    said("Choosing the figures and freezing them…");
    change({ act: "make", kind: button.dataset.kind }).then(function (answer) {
      window.location.assign("/meeting?id=" + answer.meeting);
    }, function (error) { said(error.message); button.disabled = false; button.focus(); });
  }

  function takeAway() {
    change({ act: "take_away", meeting: which() }).then(function () { window.location.assign("/meeting"); },
      function (error) { said(error.message); });
  }

  // Fields that the browser draws: their words stand in attributes, so that typing costs the server nothing.
  function fieldFor(place) {
    var kind = place.dataset.kind;
    if (kind === "sheets") {
      var sheets = document.createElement("select");
      [["1", "one figure a page"], ["2", "two figures a page"]].forEach(function (each) {
        sheets.add(new Option(each[1], each[0]));
      });
      return sheets;
    }
    var field = document.createElement(kind === "long" ? "textarea" : "input");
    if (kind === "long") field.rows = 2;
    else field.type = kind;
    if (kind !== "date") field.maxLength = Number(place.dataset.most);
    field.autocomplete = "off";
    return field;
  }

  function drawField(place) {
    var field = place.firstElementChild;
    if (!field) {
      field = fieldFor(place);
      field.className = field.tagName === "SELECT" ? "form-select form-select-sm" : "form-control form-control-sm";
      place.append(field);
    }
    if (document.activeElement !== field) field.value = place.dataset.value || "";
    if (place.dataset.field === "sheets") field.value = document.documentElement.dataset.sheets || "1";
  }

  function drawFields(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.dataset.field) drawField(node);
    node.querySelectorAll("[data-field]").forEach(drawField);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (one) {
      if (one.type === "attributes") drawField(one.target);
      else one.addedNodes.forEach(drawFields);
    });
  }).observe(document.documentElement, { attributeFilter: ["data-value"], attributes: true, childList: true, subtree: true });

  function changed(event) {
    var place = event.target.closest("[data-field]");
    if (!place || place.closest("form")) return;
    var name = place.dataset.field;
    var slide = place.closest("[data-slide-id]");
    if (name === "sheets") document.documentElement.dataset.sheets = event.target.value;
    else if (slide) {
      act({ act: "word", slide: slide.dataset.slideId, name: name, value: event.target.value });
    } else act({ act: "describe", name: name, value: event.target.value });
  }

  function note(form) {
    var what = { act: "note" };
    form.querySelectorAll("[data-field]").forEach(function (place) {
      what[place.dataset.field] = place.firstElementChild.value;
    });
    act(what, function () {
      var again = document.querySelector("form[data-meeting='note']");
      again.reset();
      again.querySelector("input").focus();
    });
  }

  // Choosing a meeting for a figure, on the page where the figure stands.
  function pick(button) {
    opener = button;
    window.fetch("/meeting/kept").then(function (answer) { return answer.json(); }).then(offer, function () {});
  }

  function offer(known) {
    var box = document.createElement("dialog");
    var choices = document.createElement("select");
    var heading = document.createElement("h2");
    var label = document.createElement("label");
    var told = document.createElement("p");
    var isOfPack = opener.closest(".figure-card").id.startsWith("pack-");
    // A governors' meeting shows the published pack alone.
    function fits(each) { return isOfPack || each.kind !== "governors"; }
    heading.textContent = "Add this figure, as it is now, to a meeting";
    heading.id = "meeting-pick-title";
    known.meetings.filter(fits).forEach(function (each) { choices.add(new Option(each.title, each.id)); });
    known.kinds.filter(fits).forEach(function (each) { choices.add(new Option("New: " + each.title, each.kind)); });
    choices.className = "form-select";
    label.append("Meeting ", choices);
    told.setAttribute("role", "status");
    box.className = "meeting-pick";
    box.setAttribute("aria-labelledby", heading.id);
    box.append(heading, label, told, action("Add", "add"), action("Close", "close"));
    box.addEventListener("close", function () { box.remove(); if (opener) opener.focus(); });
    document.body.append(box);
    box.showModal();
  }

  function action(words, name) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.dataset.meeting = name;
    button.textContent = words;
    return button;
  }

  function add(button) {
    var box = button.closest("dialog");
    var told = box.querySelector("[role='status']");
    var card = opener.closest(".figure-card");
    var question = card.querySelector(".question");
    button.disabled = true;
    told.textContent = "Freezing it…";
    change({
      act: "add", meeting: box.querySelector("select").value, card: card.id, asked: asked[card.id],
      title: question ? question.textContent.trim() : "", search: window.location.search,
    }).then(function (answer) {
      var link = document.createElement("a");
      link.href = "/meeting?id=" + answer.meeting;
      link.textContent = "Open the meeting";
      told.replaceChildren(answer.said + " ", link);
      button.remove();
      link.focus();
    }, function (error) { told.textContent = error.message; button.disabled = false; });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-meeting]");
    if (!button) return;
    var deed = button.dataset.meeting;
    var tools = button.closest("[data-slide-id]");
    var slide = tools ? tools.dataset.slideId : "";
    if (deed === "pick") pick(button);
    else if (deed === "add") add(button);
    else if (deed === "close") button.closest("dialog").close();
    else if (deed === "make") make(button);
    else if (deed === "take_away") takeAway();
    else if (deed === "move") act({ act: "move", slide: slide, value: button.dataset.value }, focusOn(slide, button.dataset.value));
    else if (deed === "settle") act({ act: "settle", action: button.dataset.action, value: button.dataset.value });
    else act({ act: deed, slide: slide }, focusOn(slide, ""));
  });
  document.addEventListener("change", changed);

  // On paper a figure takes the height that one or two to a page leave it; a long one's rows move closer
  // together, and then it is drawn smaller, so that its page holds it.
  function onPaper(height) {
    document.querySelectorAll(".meeting-deck .js-plotly-plot").forEach(function (chart) {
      var place = chart.closest(".dash-graph");
      var own = parseFloat(place.dataset.own || place.style.height) || 320;
      var fitted = own > ONE_ON_PAPER ? Math.min(own, Math.max(LONG_ON_PAPER, own * CLOSER)) : height;
      var wanted = height ? fitted : own;
      place.style.zoom = height ? Math.min(1, LONG_ON_PAPER / wanted) : "";
      place.dataset.own = own;
      place.style.height = wanted + "px";
      window.Plotly.relayout(chart, { height: wanted });
    });
  }

  window.addEventListener("beforeprint", function () {
    onPaper(document.documentElement.dataset.sheets === "2" ? TWO_ON_PAPER : ONE_ON_PAPER);
  });
  window.addEventListener("afterprint", function () { onPaper(0); });
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.meeting !== "note") return;
    event.preventDefault();
    note(event.target);
  });
})();
