// A session that has ended leads to the sign-in page and back, instead of failing without a word.
(function () {
  var ask = window.fetch;
  var leaving = false;
  window.fetch = function () {
    return ask.apply(window, arguments).then(function (answer) {
      var own = answer.url === "" || new URL(answer.url, window.location.href).origin === window.location.origin;
      if (answer.status === 401 && own && !leaving) {
        leaving = true;
        var here = window.location.pathname + window.location.search;
        window.location.assign("/signin?next=" + encodeURIComponent(here));
      }
      // Whoever asked would fail over an empty answer while the page is being left.
      return leaving ? new Promise(function () {}) : answer;
    });
  };
})();
