(function () {
  "use strict";
  var tools = document.querySelector(".find");
  if (!tools) return;
  var field = tools.querySelector("input"), choice = tools.querySelector("select"), told = tools.querySelector("p");
  var timer = 0, total = 0;
  var plain = function (text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var say = function (count) { return count.toLocaleString(document.documentElement.lang); };
  // A list is hidden as a whole where nothing in it is found, so that a hundred thousand people are searched at once.
  var lists = Array.prototype.map.call(document.querySelectorAll("ol, ul:not(.key)"), function (list) {
    var items = Array.prototype.slice.call(list.children);
    total += items.length;
    return { node: list, items: items, texts: null, partial: false, above: above(list) };
  });
  // A card of which nothing is found goes as a whole; the one that has the tools stays.
  var cards = Array.prototype.filter.call(document.querySelectorAll("section"), function (card) {
    return !card.contains(tools) && card.querySelector("ol, ul:not(.key)");
  });
  function above(list) {
    var found = [], node = list.previousElementSibling;
    if (list.className === "people") return found;
    for (; node && /^(H3|P)$/.test(node.tagName); node = node.previousElementSibling) {
      found.push(node);
      if (node.tagName === "H3") break;
    }
    return found;
  }
  function matches(list, words, kind) {
    if (words.length && !list.texts) list.texts = list.items.map(function (item) { return plain(item.textContent); });
    return list.items.map(function (item, index) {
      return (!kind || item.dataset.k === kind) && words.every(function (word) {
        return list.texts[index].indexOf(word) >= 0;
      });
    });
  }
  function show(list, shown, count) {
    var isNone = count === 0, isPart = !isNone && count < shown.length;
    if (!isNone && (isPart || list.partial)) {
      list.items.forEach(function (item, index) { if (item.hidden === shown[index]) item.hidden = !shown[index]; });
      list.partial = isPart;
    }
    if (list.node.hidden !== isNone) list.node.hidden = isNone;
    list.above.forEach(function (node) { node.hidden = isNone; });
  }
  function apply() {
    var words = plain(field.value).split(/\s+/).filter(Boolean), kind = choice.value, all = 0;
    lists.forEach(function (list) {
      var shown = matches(list, words, kind), count = shown.filter(Boolean).length;
      show(list, shown, count);
      all += count;
    });
    cards.forEach(function (card) {
      card.hidden = lists.every(function (list) { return list.node.hidden || !card.contains(list.node); });
    });
    told.textContent = words.length || kind
      ? tools.dataset.shown.replace("{n}", say(all)).replace("{all}", say(total)) : "";
  }
  field.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(apply, total > 5000 ? 250 : 60);
  });
  choice.addEventListener("change", apply);
  tools.hidden = false;
  if (field.value || choice.value) apply();
})();
