// Tables are drawn here, each from one attribute: a Dash component a cell keeps the browser busy for seconds.
(function () {
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
      var drawn = cell(place ? "td" : "th", one[0], isNumber[place] ? "number" : "");
      if (!place) drawn.scope = "row";
      if (one.length > 1) drawn.dataset.raw = one[1];
      made.append(drawn);
    });
    return made;
  }

  function draw(holder) {
    var given = JSON.parse(holder.dataset.table);
    var table = document.createElement("table");
    var head = table.createTHead().insertRow();
    table.className = "table table-sm figures";
    given.head.forEach(function (name, place) {
      head.append(cell("th", name, given.numbers[place] ? "number" : ""));
    });
    table.createTBody().append(...given.rows.map(function (cells) { return row(cells, given.numbers); }));
    if (given.caption) table.createCaption().textContent = given.caption;
    holder.replaceChildren(table);
  }

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
