// A list on paper has every row, not only those in sight, with a box to tick before each.
(function () {
  var SHORT = 12; // letters that a narrow column may not break

  function made(tag, className, words) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function cell(list, words, kind) {
    var node = made("td", kind === "number" ? "number" : "");
    if (kind === "reasons") list.fill(node, words, kind);
    else node.textContent = list.wordsOf(words, kind);
    if (kind !== "reasons" && node.textContent.length <= SHORT) node.classList.add("unbroken");
    return node;
  }

  function tableOf(list) {
    var table = made("table", "table table-sm figures");
    var head = table.createTHead().insertRow();
    head.append(made("th", "tick", "Done"));
    list.given.head.forEach(function (words, place) {
      head.append(made("th", list.given.kinds[place] === "number" ? "number" : "", words));
    });
    var body = table.createTBody();
    list.shown.forEach(function (row) {
      var line = body.insertRow();
      line.append(made("td", "tick", "\u2610"));
      row.forEach(function (words, place) { line.append(cell(list, words, list.given.kinds[place])); });
    });
    return table;
  }

  function paperOf(list, heading) {
    var paper = made("section", "paper");
    var day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    var scope = document.getElementById("filter-words");
    var line = [list.state.textContent, scope ? scope.textContent : "", "printed " + day].filter(Boolean);
    paper.append(made(heading, "", list.given.caption), made("p", "", line.join(" \u00b7 ")), tableOf(list));
    return paper;
  }

  window.addEventListener("beforeprint", function () {
    if (document.querySelector("body > .paper")) return;
    window.evenhand.lists.forEach(function (list, holder) { holder.append(paperOf(list, "h3")); });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll(".paper").forEach(function (paper) { paper.remove(); });
    document.documentElement.classList.remove("list-alone");
  });

  window.evenhand.printAlone = function (list) {
    document.body.append(paperOf(list, "h1"));
    document.documentElement.classList.add("list-alone");
    window.print();
  };
})();
