(function () {
  "use strict";
  var tools = document.querySelector(".find");
  if (!tools) return;
  var field = tools.querySelector("input"), choice = tools.querySelector("select"), told = tools.querySelector("p");
  var items = Array.prototype.slice.call(document.querySelectorAll("li[data-k]"));
  var texts = [], timer = 0;
  var plain = function (text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var say = function (count) { return count.toLocaleString(document.documentElement.lang); };
  function group(list) {
    var empty = !list.querySelector("li:not([hidden])"), before = list.previousElementSibling;
    list.hidden = empty;
    if (list.className === "people") return;
    for (; before && /^(H3|P)$/.test(before.tagName); before = before.previousElementSibling) {
      before.hidden = empty;
      if (before.tagName === "H3") break;
    }
  }
  function apply() {
    var words = plain(field.value).split(/\s+/).filter(Boolean), kind = choice.value, count = 0;
    items.forEach(function (item, index) {
      var shows = !kind || item.dataset.k === kind;
      if (shows && words.length) {
        var text = texts[index] || (texts[index] = plain(item.textContent));
        shows = words.every(function (word) { return text.indexOf(word) >= 0; });
      }
      if (item.hidden === shows) item.hidden = !shows;
      if (shows) count += 1;
    });
    document.querySelectorAll("ol, ul:not(.key)").forEach(group);
    told.textContent = words.length || kind ? tools.dataset.shown.replace("{n}", say(count)).replace("{all}", say(items.length)) : "";
  }
  function later() { clearTimeout(timer); timer = setTimeout(apply, items.length > 5000 ? 250 : 60); }
  field.addEventListener("input", later);
  choice.addEventListener("change", apply);
  tools.hidden = false;
  if (field.value || choice.value) apply();
})();
