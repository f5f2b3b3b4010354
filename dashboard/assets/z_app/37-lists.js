// Lists of pupils: sorted, filtered, printed and taken away here, from the rows the list came with.
(function () {
  var MISSING = "\u2013";
  var lists = new Map();

  function made(tag, className, words) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function button(words, press) {
    var node = made("button", "quiet", words);
    node.type = "button";
    node.addEventListener("click", press);
    return node;
  }

  function nameOf(cell) { return cell[window.evenhand.namesHidden() ? 1 : 0]; }

  function wordsOf(cell, kind) {
    if (kind === "pupil") return nameOf(cell);
    return kind === "reasons" ? cell.join(". ") : cell[0];
  }

  function fill(node, cell, kind) {
    if (kind === "pupil") {
      var link = made("a", "", nameOf(cell));
      link.href = link.dataset.inside = cell[2];
      node.append(link);
    } else if (kind === "reasons") {
      cell.forEach(function (reason) { node.append(made("span", "reason", reason)); });
    } else node.textContent = cell[0];
  }

  function rowOf(list, row) {
    var node = made("tr");
    row.forEach(function (cell, place) {
      var kind = list.given.kinds[place];
      var drawn = made(place ? "td" : "th", kind);
      if (!place) drawn.scope = "row";
      else if (kind !== "reasons") drawn.dataset.heading = list.given.head[place];
      fill(drawn, cell, kind);
      node.append(drawn);
    });
    return node;
  }

  function compare(one, other, kind) {
    if (kind === "pupil" || kind === "reasons") {
      return wordsOf(one, kind).localeCompare(wordsOf(other, kind), "en-GB", { numeric: true });
    }
    var values = [one, other].map(function (cell) { return cell[cell.length - 1]; });
    if (kind === "number") return Number(values[0]) - Number(values[1]);
    return values[0].localeCompare(values[1], "en-GB", { numeric: true });
  }

  function inOrder(list, rows) {
    if (!list.way) return rows;
    var kind = list.given.kinds[list.place];
    return rows.slice().sort(function (one, other) {
      var cells = [one[list.place], other[list.place]];
      var missing = cells.map(function (cell) { return cell[0] === MISSING || cell.length === 0; });
      if (missing[0] || missing[1]) return missing[0] - missing[1];
      return list.way * compare(cells[0], cells[1], kind);
    });
  }

  function wanted(list) {
    var parts = list.finder.value.toLowerCase().split(/\s+/);
    return list.given.rows.filter(function (row) {
      var words = row.map(function (cell, place) { return wordsOf(cell, list.given.kinds[place]); });
      var text = words.join(" ").toLowerCase();
      return parts.every(function (part) { return text.includes(part); });
    });
  }

  function counted(list) {
    var all = list.given.rows.length;
    var pupils = all === 1 ? " pupil" : " pupils";
    var found = list.shown.length;
    return (found === all ? "" : found.toLocaleString("en-GB") + " of ") + all.toLocaleString("en-GB") + pupils;
  }

  function refresh(list) {
    list.shown = inOrder(list, wanted(list));
    list.window.show(list.shown);
    list.state.textContent = counted(list);
    list.printer.textContent = "Print this list (" + list.shown.length.toLocaleString("en-GB") + ")";
    Array.from(list.head.cells).forEach(function (cell, place) {
      var way = place === list.place ? list.way : 0;
      cell.setAttribute("aria-sort", ["descending", "none", "ascending"][way + 1]);
    });
  }

  // Rising, then falling, then as the list came: that order has a meaning of its own.
  function sortBy(list, place) {
    list.way = list.place === place ? { "1": -1, "-1": 0, "0": 1 }[list.way] : 1;
    list.place = place;
    refresh(list);
  }

  function headOf(list) {
    var head = made("tr");
    list.given.head.forEach(function (words, place) {
      var cell = made("th", list.given.kinds[place] === "number" ? "number" : "");
      var sorter = button(words, function () { sortBy(list, place); });
      sorter.className = "sort";
      cell.scope = "col";
      cell.append(sorter);
      head.append(cell);
    });
    return head;
  }

  function longest(cell, kind) {
    var parts = kind === "reasons" ? cell : cell.slice(0, kind === "pupil" ? 2 : 1);
    return Math.max.apply(null, [0].concat(parts.map(function (part) { return part.length; })));
  }

  function widthsOf(given) {
    return window.evenhand.widthsOf(given.head, given.rows.map(function (row) {
      return row.map(function (cell, place) { return longest(cell, given.kinds[place]); });
    }), 48);
  }

  function finderOf(list, holder) {
    var id = holder.id + "-find";
    var field = made("div", "list-find");
    var label = made("label", "visually-hidden", "Find in this list");
    label.htmlFor = id;
    list.finder = made("input", "form-control form-control-sm");
    Object.assign(list.finder, { id: id, type: "search", placeholder: "Find in this list", autocomplete: "off" });
    list.finder.addEventListener("input", function () { refresh(list); });
    field.append(label, list.finder);
    return field;
  }

  function toolsOf(list, holder) {
    var tools = made("div", "list-tools");
    list.state = made("span", "notes");
    list.printer = button("", function () { window.evenhand.printAlone(list); });
    list.state.setAttribute("role", "status");
    tools.append(
      finderOf(list, holder),
      list.printer,
      button("CSV for a meeting", function () { save(list); }),
      list.state
    );
    return tools;
  }

  // A file made while names are hidden has no names and no numbers of pupils either.
  function save(list) {
    var hidden = window.evenhand.namesHidden();
    var who = hidden ? ["Pupil"] : ["Surname", "Forename", "Pupil number"];
    var head = who.concat(list.given.head.slice(1));
    var rows = list.shown.map(function (row) {
      var pupil = hidden ? [row[0][1]] : [row[0][4], row[0][5], row[0][3]];
      return pupil.concat(row.slice(1).map(function (cell, place) {
        var kind = list.given.kinds[place + 1];
        if (cell[0] === MISSING) return "";
        return kind === "reasons" ? wordsOf(cell, kind) : cell[cell.length - 1];
      }));
    });
    var name = list.given.file.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    window.evenhand.saveRows([head].concat(rows), (name || "pupils") + ".csv", list.holder.id);
  }

  function draw(holder) {
    var list = { holder: holder, given: JSON.parse(holder.dataset.list), place: 0, way: 0, wordsOf: wordsOf, fill: fill };
    var tools = toolsOf(list, holder);
    list.head = headOf(list);
    list.window = window.evenhand.windowed({
      head: list.head,
      widths: widthsOf(list.given),
      label: list.given.caption,
      rowOf: function (row) { return rowOf(list, row); },
    });
    holder.replaceChildren(tools, list.window.node);
    lists.set(holder, list);
    refresh(list);
  }

  function drawAllIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.dataset.list) draw(node);
    node.querySelectorAll("[data-list]").forEach(draw);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") draw(change.target);
      else change.addedNodes.forEach(drawAllIn);
    });
    lists.forEach(function (_list, holder) { if (!holder.isConnected) lists.delete(holder); });
  }).observe(document.documentElement, {
    attributeFilter: ["data-list"], attributes: true, childList: true, subtree: true,
  });

  // What was looked for may be a name.
  window.addEventListener("evenhand-names", function () {
    lists.forEach(function (list) {
      list.finder.value = "";
      refresh(list);
    });
  });

  // A pupil's page shows the dates and the subject that the list was made for, in a new tab too.
  function carryFilters(link) {
    var filters = window.dash_clientside.evenhand.filters().toString();
    link.href = link.dataset.inside + (filters ? "&" + filters : "");
  }

  document.addEventListener("pointerdown", function (event) {
    var link = event.target.closest("a[data-inside]");
    if (link) carryFilters(link);
  });

  // As Dash's own links do: the next page comes into this frame, without loading it anew.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-inside]");
    if (link) carryFilters(link);
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });

  window.evenhand.lists = lists;
})();
