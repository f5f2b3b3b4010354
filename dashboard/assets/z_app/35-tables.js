// Tables are drawn here, each from one attribute: a Dash component a cell keeps the browser busy for seconds.
(function () {
  var WHOLE = 60; // rows; longer tables keep only those near sight in the page
  var SHORT = 17; // letters that stand in one line: since 14 Nov 2026

  function cell(tag, words, className) {
    var made = document.createElement(tag);
    made.textContent = words;
    if (className) made.className = className;
    if (tag === "th") made.scope = "col";
    return made;
  }

  function row(cells, isNumber) {
    var made = document.createElement("tr");
    cells.forEach(function (one, place) {
      var drawn = cell(place ? "td" : "th", one[0], isNumber[place] ? "number" : one[0].length <= SHORT ? "short" : "");
      if (!place) drawn.scope = "row";
      if (one.length > 1) drawn.dataset.raw = one[1];
      made.append(drawn);
    });
    return made;
  }

  function headOf(given) {
    var head = document.createElement("tr");
    given.head.forEach(function (name, place) {
      head.append(cell("th", name, given.numbers[place] ? "number" : ""));
    });
    return head;
  }

  function drawWhole(holder) {
    var given = JSON.parse(holder.dataset.table);
    var table = document.createElement("table");
    table.className = "table table-sm figures";
    table.createTHead().append(headOf(given));
    table.createTBody().append(...given.rows.map(function (cells) { return row(cells, given.numbers); }));
    if (given.caption) table.createCaption().textContent = given.caption;
    holder.replaceChildren(table);
  }

  function drawInWindow(holder, given) {
    var drawn = window.evenhand.windowed({
      head: headOf(given),
      widths: window.evenhand.widthsOf(given.head, given.rows.map(function (cells) {
        return cells.map(function (one) { return one[0].length; });
      }), 30),
      label: given.caption || "Table",
      rowOf: function (cells) { return row(cells, given.numbers); },
    });
    holder.replaceChildren(drawn.node);
    drawn.show(given.rows);
  }

  function draw(holder) {
    var given = JSON.parse(holder.dataset.table);
    if (given.rows.length > WHOLE) drawInWindow(holder, given);
    else drawWhole(holder);
  }

  function windows() { return Array.from(document.querySelectorAll("[data-table]:has(> .window)")); }

  var onPaper = [];
  window.addEventListener("beforeprint", function () {
    onPaper = windows();
    onPaper.forEach(drawWhole);
  });
  window.addEventListener("afterprint", function () { onPaper.forEach(draw); });

  function drawAllIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.dataset.table) draw(node);
    node.querySelectorAll("[data-table]").forEach(draw);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") draw(change.target);
      else change.addedNodes.forEach(drawAllIn);
    });
  }).observe(document.documentElement, {
    attributeFilter: ["data-table"], attributes: true, childList: true, subtree: true,
  });
})();
