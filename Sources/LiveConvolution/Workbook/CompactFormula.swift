import Backprop
import Workbook

/// Writes an expression as a spreadsheet formula, sums over rectangles of cells as `SUM` and
/// `SUMPRODUCT` of ranges.
///
/// The formula says the same as the expression: products are added in the same order, and a factor
/// that all of them share is taken out of the sum.
struct CompactFormula {
  /// A cell and its sheet.
  struct Place: Hashable {
    let sheet: String
    let cell: CellAddress
  }

  /// The sheet that the formula stands on.
  let sheet: String
  /// The cell of a quantity; nil for one that has a name.
  let place: (Symbol, ScalarExpression.Row) -> Place?
  /// The defined name of a quantity that has no cell of a tensor.
  let name: (Symbol) -> String

  /// The formula, without the `=`.
  func text(_ expression: ScalarExpression) -> String {
    var pieces: [Symbol: Piece] = [:]
    let reduced = reduced(expression, &pieces)
    if case .symbol(let symbol, _) = reduced, let piece = pieces[symbol] { return piece.text }
    let notation = SpreadsheetNotation { symbol, row in
      pieces[symbol]?.factor ?? reference(symbol, row)
    }
    return reduced.text(notation)
  }

  /// A reference to the cell of a quantity.
  func reference(_ symbol: Symbol, _ row: ScalarExpression.Row) -> String {
    guard row != .setting, let place = place(symbol, row) else { return name(symbol) }
    return range(place, place)
  }

  private func range(_ first: Place, _ last: Place) -> String {
    CellRange(sheet: first.sheet == sheet ? nil : first.sheet, first.cell, last.cell).a1
  }

  /// A part of a formula that is written already.
  private struct Piece {
    let text: String
    /// Whether it is one call of a function.
    let isCall: Bool
    var factor: String { isCall ? text : "(\(text))" }
  }

  /// The expression with every sum and maximum over ranges replaced by a name of its text.
  private func reduced(
    _ expression: ScalarExpression, _ pieces: inout [Symbol: Piece]
  ) -> ScalarExpression {
    func standIn(_ piece: Piece) -> ScalarExpression {
      let symbol = Symbol("piece \(pieces.count)")
      pieces[symbol] = piece
      return .setting(symbol)
    }
    func inner(_ operand: ScalarExpression) -> ScalarExpression { reduced(operand, &pieces) }
    switch expression {
    case .constant, .symbol: return expression
    case .sum(let left, let right):
      return sum(expression).map(standIn) ?? .sum(inner(left), inner(right))
    case .maximum(let operands):
      if let range = rectangle(operands) {
        return standIn(Piece(text: "MAX(\(range))", isCall: true))
      }
      return .maximum(operands.map(inner))
    case .difference(let left, let right): return .difference(inner(left), inner(right))
    case .product(let left, let right): return .product(inner(left), inner(right))
    case .quotient(let left, let right): return .quotient(inner(left), inner(right))
    case .negation(let operand): return .negation(inner(operand))
    case .power(let base, let exponent): return .power(inner(base), inner(exponent))
    case .logSumExp(let operands): return .logSumExp(operands.map(inner))
    case .call(let function, let operand): return .call(function, inner(operand))
    }
  }

  // MARK: - Sums

  /// A sum with ranges in place of its products; nil where none of them lie side by side.
  private func sum(_ expression: ScalarExpression) -> Piece? {
    var summands: [ScalarExpression] = []
    var rest = expression
    while case .sum(let left, let right) = rest {
      summands.append(right)
      rest = left
    }
    summands.append(rest)
    summands.reverse()
    guard summands.count > 2 else { return nil }
    let terms = summands.map(Term.init)
    var texts: [String] = []
    var isCompact = false
    var index = 0
    while index < terms.count {
      if let run = Run(terms[index...], place: { place($0, $1) }), run.count > 2 {
        texts.append(text(of: run))
        index += run.count
        isCompact = true
      } else {
        let text = self.text(summands[index])
        let isSum = if case .sum = summands[index] { true } else { false }
        let isDifference = if case .difference = summands[index] { true } else { false }
        texts.append(isSum || isDifference ? "(\(text))" : text)
        index += 1
      }
    }
    guard isCompact else { return nil }
    let joined = texts.dropFirst().reduce(texts[0]) { $0 + ($1.hasPrefix("-") ? $1 : "+" + $1) }
    let isCall = texts.count == 1 && joined.hasPrefix("SUM") && joined.hasSuffix(")")
    return Piece(text: joined, isCall: isCall)
  }

  private func text(of run: Run) -> String {
    let ranges = run.ranges.map { range($0.first, $0.last) }
    var text =
      ranges.count == 1 ? "SUM(\(ranges[0]))" : "SUMPRODUCT(\(ranges.joined(separator: ",")))"
    for factor in run.shared { text += "*\(operand(factor))" }
    for divisor in run.divisors { text += "/\(operand(divisor))" }
    return run.isNegative ? "-" + text : text
  }

  /// An expression as a factor or divisor.
  private func operand(_ expression: ScalarExpression) -> String {
    switch expression {
    case .symbol, .call(.exponential, _), .call(.squareRoot, _), .maximum: text(expression)
    case .constant(let value) where value >= 0: text(expression)
    default: "(\(text(expression)))"
    }
  }

  /// The range of quantities that fill a rectangle row by row; nil where they do not.
  private func rectangle(_ operands: [ScalarExpression]) -> String? {
    guard let run = Run(operands.map(Term.init)[...], place: { place($0, $1) }),
      run.count == operands.count, run.ranges.count == 1, run.shared.isEmpty, run.divisors.isEmpty,
      !run.isNegative
    else { return nil }
    return range(run.ranges[0].first, run.ranges[0].last)
  }
}

/// A summand, taken apart into its sign, its factors and its divisors.
private struct Term {
  private(set) var isNegative = false
  private(set) var factors: [ScalarExpression] = []
  private(set) var divisors: [ScalarExpression] = []

  init(_ expression: ScalarExpression) { add(expression) }

  private mutating func add(_ expression: ScalarExpression) {
    switch expression {
    case .negation(let operand):
      isNegative.toggle()
      add(operand)
    case .product(let left, let right):
      add(left)
      add(right)
    case .quotient(let left, let right):
      add(left)
      divisors.append(right)
    case .call(.square, let operand):
      factors += [operand, operand]
    default: factors.append(expression)
    }
  }
}

/// Neighboring summands whose factors fill rectangles of cells, row by row.
private struct Run {
  let count: Int
  let ranges: [(first: CompactFormula.Place, last: CompactFormula.Place)]
  /// The factors that all summands share.
  let shared: [ScalarExpression]
  let divisors: [ScalarExpression]
  let isNegative: Bool

  /// The longest run that begins with the first term; nil where it is alone.
  init?(
    _ terms: ArraySlice<Term>,
    place: (Symbol, ScalarExpression.Row) -> CompactFormula.Place?
  ) {
    guard let base = terms.first, terms.count > 1 else { return nil }
    let second = terms[terms.startIndex + 1]
    guard base.factors.count == second.factors.count else { return nil }
    let varying = base.factors.indices.filter { base.factors[$0] != second.factors[$0] }
    func places(_ term: Term) -> [CompactFormula.Place]? {
      var places: [CompactFormula.Place] = []
      for index in varying {
        guard case .symbol(let symbol, let row) = term.factors[index], row != .setting,
          let place = place(symbol, row)
        else { return nil }
        places.append(place)
      }
      return places
    }
    guard !varying.isEmpty, let origins = places(base) else { return nil }
    var found: [[CompactFormula.Place]] = [origins]
    var width: Int?
    for term in terms.dropFirst() {
      guard term.isNegative == base.isNegative, term.divisors == base.divisors,
        term.factors.count == base.factors.count,
        term.factors.indices.allSatisfy({
          varying.contains($0) || term.factors[$0] == base.factors[$0]
        }), let next = places(term)
      else { break }
      let at = found.count
      func fits(_ row: Int, _ column: Int) -> Bool {
        zip(next, origins).allSatisfy {
          $0.sheet == $1.sheet && $0.cell == $1.cell.moved(rows: row, columns: column)
        }
      }
      if let width {
        guard fits(at / width, at % width) else { break }
      } else if !fits(0, at) {
        guard fits(1, 0) else { break }
        width = at
      }
      found.append(next)
    }
    // Only whole rows make a rectangle.
    let row = width ?? found.count
    count = found.count / row * row
    guard count > 1 else { return nil }
    ranges = origins.indices.map { (origins[$0], found[found.count / row * row - 1][$0]) }
    shared = base.factors.indices.filter { !varying.contains($0) }.map { base.factors[$0] }
    divisors = base.divisors
    isNegative = base.isNegative
  }
}
