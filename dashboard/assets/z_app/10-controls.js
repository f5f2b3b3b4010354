// Small behaviours of the frame: chips, fold-out lists, the menu on a phone, link and print.
(function () {
  function setProps(id, props) { window.dash_clientside.set_props(id, props); }

  function chosen() { return Array.from(document.querySelectorAll(".chip[data-filter]")); }

  // Where a filter's value is ticked: groups have one list for each characteristic.
  function listOf(chip) {
    var name = chip.dataset.filter;
    var value = chip.dataset.value;
    if (name !== "groups") return "filter-" + name;
    return { type: "filter-group", characteristic: value.slice(0, value.indexOf(": ")) };
  }

  function keepOnly(chip, kept) {
    var list = JSON.stringify(listOf(chip));
    var values = kept.filter(function (one) { return JSON.stringify(listOf(one)) === list; });
    var value = values.map(function (one) { return one.dataset.value; });
    setProps(listOf(chip), { value: chip.dataset.filter === "subject" ? "" : value });
  }

  function remove(chip) {
    keepOnly(chip, chosen().filter(function (one) { return one !== chip; }));
  }

  function clear() {
    chosen().forEach(function (chip) { keepOnly(chip, []); });
    setProps("filter-period", { value: "this_year" });
  }

  function toggleMenu(button) {
    var open = document.querySelector(".menu").classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  }

  function copyLink(button) {
    navigator.clipboard.writeText(window.location.href).then(function () {
      button.textContent = "Copied";
      setTimeout(function () { button.textContent = "Copy link"; }, 2000);
    });
  }

  function closeLists(except) {
    document.querySelectorAll(".filter-menu[open]").forEach(function (list) {
      if (list !== except) list.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    closeLists(event.target.closest(".filter-menu"));
    if (!button) return;
    if (button.dataset.filter) remove(button);
    else if (button.id === "filter-clear") clear();
    else if (button.id === "menu-button") toggleMenu(button);
    else if (button.id === "copy-link") copyLink(button);
    else if (button.id === "print-page") window.print();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var list = event.target.closest(".filter-menu[open]");
    closeLists(null);
    if (list) list.querySelector("summary").focus();
  });

  document.addEventListener("input", function (event) {
    if (!event.target.classList.contains("filter-find")) return;
    var wanted = event.target.value.trim().toLowerCase();
    event.target.parentElement.querySelectorAll(".form-check").forEach(function (choice) {
      choice.hidden = !choice.textContent.toLowerCase().includes(wanted);
    });
    event.target.parentElement.querySelectorAll("fieldset").forEach(function (set) {
      set.hidden = !set.querySelector(".form-check:not([hidden])");
    });
  });
})();
