// Set the theme before anything is drawn, so that no page flashes white in a dark room.
(function () {
  var key = "evenhand-theme";
  var wanted = localStorage.getItem(key);
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function show(theme) {
    document.documentElement.setAttribute("data-bs-theme", theme);
    var button = document.getElementById("theme-button");
    if (button) button.textContent = theme === "dark" ? "Light colours" : "Dark colours";
  }

  function current() {
    return wanted || (dark.matches ? "dark" : "light");
  }

  show(current());
  dark.addEventListener("change", function () { show(current()); });
  window.addEventListener("evenhand-arrived", function () { show(current()); });
  document.addEventListener("click", function (event) {
    if (event.target.id !== "theme-button") return;
    wanted = current() === "dark" ? "light" : "dark";
    localStorage.setItem(key, wanted);
    show(wanted);
  });
})();
