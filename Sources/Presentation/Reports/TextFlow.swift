import Foundation

/// Safe text that is longer than a line, being broken into lines.
struct TextFlow {
  /// What is never broken: a sign and the marks that melt into it.
  private struct Cell {
    var text: String
    var columns: Int
    let ink: Ink
    /// A line may end here.
    var isSpace: Bool
  }

  private var cells: [Cell] = []

  init(_ spans: [Page.Span]) {
    for span in spans {
      var counter = DisplayWidth()
      for scalar in span.text.unicodeScalars {
        let columns = counter.columns(of: scalar)
        if columns == 0, let last = cells.indices.last, cells[last].ink == span.ink, !cells[last].isSpace {
          cells[last].text.unicodeScalars.append(scalar)
        } else {
          // A per cent sign stays with its figure.
          if scalar == "%", let last = cells.indices.last { cells[last].isSpace = false }
          cells.append(Cell(text: String(scalar), columns: columns, ink: span.ink, isSpace: scalar == " "))
        }
      }
    }
  }

  /// One line, whose end gives way to a sign.
  func cut(to width: Int, ending ellipsis: String) -> [[Page.Span]] {
    let room = width - DisplayWidth.of(ellipsis)
    var columns = 0
    let kept = cells.prefix { cell in
      columns += cell.columns
      return columns <= room
    }
    return [spans(kept) + [Page.Span(ellipsis, kept.last?.ink ?? .plain)]]
  }

  /// Lines broken at spaces, and in a word only when it alone is longer than a line.
  func wrapped(first: Int, next: Int) -> [[Page.Span]] {
    var lines: [[Page.Span]] = []
    var start = 0
    while start < cells.count {
      let end = lineEnd(from: start, room: max(1, lines.isEmpty ? first : next))
      lines.append(spans(cells[start..<end]))
      start = end
      while start < cells.count && cells[start].isSpace { start += 1 }
    }
    return lines
  }

  private func lineEnd(from start: Int, room: Int) -> Int {
    var columns = 0
    var lastSpace: Int?
    for index in start..<cells.count {
      if cells[index].isSpace { lastSpace = index }
      columns += cells[index].columns
      if columns > room {
        if let lastSpace, lastSpace > start { return lastSpace }
        return max(index, start + 1)
      }
    }
    return cells.count
  }

  private func spans(_ cells: ArraySlice<Cell>) -> [Page.Span] {
    var spans: [Page.Span] = []
    var text = ""
    var ink = Ink.plain
    for cell in cells {
      if cell.ink != ink && !text.isEmpty {
        spans.append(Page.Span(text, ink))
        text = ""
      }
      ink = cell.ink
      text += cell.text
    }
    return spans + [Page.Span(text, ink)]
  }
}
