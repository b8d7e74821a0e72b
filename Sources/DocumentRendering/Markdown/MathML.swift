/// Writes formulas in TeX as MathML, which browsers show without a script.
///
/// It knows the part of TeX that the program's own formulas need: letters, numbers, operators,
/// sub- and superscripts, `\frac`, `\sqrt`, `\text`, `\mathrm`, `\begin{aligned}`, Greek letters
/// and named functions. Anything else is an error, not a formula with a hole in it.
package struct MathML {
  /// A formula that this program cannot show.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    /// The formula.
    package var formula: String
    /// What is wrong with it.
    var problem: String
    /// A full sentence.
    package var description: String { "The formula $\(formula)$ cannot be shown: \(problem)." }
  }

  private let formula: String
  private var rest: Substring
  private var depth = 0
  /// Whether a slash stands between the parts of a fraction.
  private var isPlain = false

  /// How deep groups may stand in groups.
  private static let depthLimit = 50

  /// Writes a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula in TeX.
  ///   - display: Whether it stands on a line of its own.
  /// - Returns: A `math` element that carries the TeX as its annotation.
  /// - Throws: ``Problem`` for TeX outside the part that is known.
  static func render(_ tex: String, display: Bool) throws -> String {
    var parser = MathML(formula: tex, rest: tex[...])
    let content = try parser.row(until: nil)
    guard parser.rest.isEmpty else {
      throw parser.problem("'\(parser.rest.prefix(1))' is too much")
    }
    return "<math\(display ? " display=\"block\"" : "")><semantics><mrow>\(content)</mrow>"
      + "<annotation encoding=\"application/x-tex\">\(tex.escapedForHTML)</annotation>"
      + "</semantics></math>"
  }

  /// Atoms, with their scripts, up to a closing mark.
  private mutating func row(until close: Character?) throws -> String {
    var parts = ""
    var followsOperand = false
    while true {
      skipSpace()
      guard let next = rest.first else {
        if let close { throw problem("'\(close)' is missing") }
        return parts
      }
      if next == close {
        rest.removeFirst()
        return parts
      }
      if rest.hasPrefix("\\\\") || next == "&" || rest.hasPrefix("\\end{") { return parts }
      if closesFence {
        if let close { throw problem("'\(close)' is missing") }
        return parts
      }
      if next == "-", !followsOperand {
        // A sign, which stands close to what follows it, and no subtraction.
        rest.removeFirst()
        parts += "<mo form=\"prefix\">−</mo>"
        continue
      }
      let part = try scripted()
      followsOperand = Self.isOperand(part)
      parts += part
    }
  }

  /// Whether a minus after an element subtracts from it: not after an operator, an opening bracket
  /// or the name of a function.
  private static func isOperand(_ element: String) -> Bool {
    if element.hasSuffix("&#x2061;</mo>") || element.hasPrefix("<mspace") { return false }
    guard element.hasPrefix("<mo") else { return true }
    return [")", "]", "}", "′", "|", "%"].contains { element.hasSuffix(">\($0)</mo>") }
  }

  /// A formula in characters alone, for names that are read aloud, such as `∂E/∂w1`.
  ///
  /// - Parameter tex: The formula in TeX.
  /// - Returns: The letters and signs in order, scripts beside their letters.
  static func plainText(_ tex: String) -> String {
    var parser = MathML(formula: tex, rest: tex[...])
    parser.isPlain = true
    guard let content = try? parser.row(until: nil), parser.rest.isEmpty else { return tex }
    return content.replacing("&#x2061;", with: " ").replacing(#/<[^>]*>/#, with: "").replacing(
      "&lt;", with: "<"
    )
    .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }

  private mutating func scripted() throws -> String {
    let base = try atom()
    var lower: String?
    var upper: String?
    while let mark = rest.first, mark == "_" || mark == "^" {
      rest.removeFirst()
      let script = try atom()
      if mark == "_" { lower = script } else { upper = script }
    }
    switch (lower, upper) {
    case (nil, nil): return base
    case (let lower?, nil): return "<msub>\(base)\(lower)</msub>"
    case (nil, let upper?): return "<msup>\(base)\(upper)</msup>"
    case (let lower?, let upper?): return "<msubsup>\(base)\(lower)\(upper)</msubsup>"
    }
  }

  private mutating func atom() throws -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw problem("it is nested too deeply") }
    skipSpace()
    guard let next = rest.first else { throw problem("it ends too early") }
    switch next {
    case "{":
      rest.removeFirst()
      return "<mrow>\(try row(until: "}"))</mrow>"
    case "\\": return try command()
    case _ where next.isASCII && next.isNumber:
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      return "<mn>\(number)</mn>"
    case "}", "_", "^", "&": throw problem("'\(next)' stands where a symbol was expected")
    default:
      rest.removeFirst()
      if next.isLetter { return "<mi>\(next)</mi>" }
      if "()[]|".contains(next) { return "<mo stretchy=\"false\">\(next)</mo>" }
      return "<mo>\(next == "-" ? "−" : next == "'" ? "′" : String(next).escapedForHTML)</mo>"
    }
  }

  private mutating func command() throws -> String {
    rest.removeFirst()
    let name = String(rest.prefix { $0.isASCII && $0.isLetter })
    if name.isEmpty {
      guard let symbol = rest.popFirst() else { throw problem("it ends too early") }
      switch symbol {
      case ",", ";", ":", " ", "!":
        return "<mspace width=\"\(symbol == "!" ? 0 : 0.2)em\"></mspace>"
      case "{", "}", "%", "#", "&", "_": return "<mo>\(String(symbol).escapedForHTML)</mo>"
      default: throw problem("\\\(symbol) is unknown")
      }
    }
    rest = rest.dropFirst(name.count)
    switch name {
    case "frac", "tfrac", "dfrac":
      let above = try atom()
      let below = try atom()
      return "<mfrac>\(above)\(isPlain ? "/" : "")\(below)</mfrac>"
    case "sqrt": return "<msqrt>\(try atom())</msqrt>"
    case "text", "mathrm", "operatorname":
      let words = try braced()
      return name == "text"
        ? "<mtext>\(words.escapedForHTML)</mtext>"
        : "<mi mathvariant=\"normal\">\(words.escapedForHTML)</mi>"
    case "left":
      // The pair and what it holds are one thing: an exponent belongs to all of it.
      let open = try fence()
      let body = try row(until: nil)
      guard closesFence else { throw problem("\\right is missing") }
      rest = rest.dropFirst("\\right".count)
      return "<mrow>\(open)\(body)\(try fence())</mrow>"
    case "right": throw problem("\\left is missing")
    case "bigl", "bigr", "big": return try atom()
    case "begin": return try environment()
    case "quad": return "<mspace width=\"1em\"></mspace>"
    case "qquad": return "<mspace width=\"2em\"></mspace>"
    case "exp", "log", "ln", "max", "min", "tanh": return "<mi>\(name)</mi><mo>&#x2061;</mo>"
    default:
      if let letter = Self.letters[name] { return "<mi>\(letter)</mi>" }
      if let sign = Self.signs[name] { return "<mo>\(sign)</mo>" }
      throw problem("\\\(name) is unknown")
    }
  }

  /// Whether `\right` comes next, and not the beginning of `\rightarrow`.
  private var closesFence: Bool {
    guard rest.hasPrefix("\\right") else { return false }
    return rest.dropFirst("\\right".count).first?.isLetter != true
  }

  /// A bracket as high as what it holds; nothing for a point.
  private mutating func fence() throws -> String {
    skipSpace()
    if rest.first == "." {
      rest.removeFirst()
      return ""
    }
    return try atom().replacing("stretchy=\"false\"", with: "stretchy=\"true\"")
  }

  /// `\begin{aligned} a &= b \\ c &= d \end{aligned}`: rows whose columns stand below each other.
  private mutating func environment() throws -> String {
    let name = try braced()
    guard name == "aligned" else { throw problem("\\begin{\(name)} is unknown") }
    var rows: [[String]] = [[]]
    while true {
      rows[rows.count - 1].append(try row(until: nil))
      if rest.hasPrefix("\\\\") {
        rest = rest.dropFirst(2)
        rows.append([])
      } else if rest.first == "&" {
        rest.removeFirst()
      } else if rest.hasPrefix("\\end{aligned}") {
        rest = rest.dropFirst("\\end{aligned}".count)
        break
      } else {
        throw problem("\\end{aligned} is missing")
      }
    }
    let body = rows.map { row in
      let cells = row.enumerated().map { index, cell in
        "<mtd class=\"\(index == 0 ? "end" : "start")\">\(cell)</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>"
    }
    return "<mtable displaystyle=\"true\">\(body.joined())</mtable>"
  }

  private mutating func braced() throws -> String {
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else {
      throw problem("braces are missing")
    }
    let inner = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    return String(inner)
  }

  private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

  private func problem(_ text: String) -> Problem { Problem(formula: formula, problem: text) }

  private static let letters = [
    "partial": "∂", "sigma": "σ", "eta": "η", "mu": "μ", "epsilon": "ε", "varepsilon": "ε",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "theta": "θ", "lambda": "λ",
    "infty": "∞", "ell": "ℓ", "Delta": "Δ", "pi": "π", "tau": "τ", "phi": "φ",
  ]

  private static let signs = [
    "cdot": "·", "times": "×", "sum": "∑", "prod": "∏", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "gets": "←", "pm": "±", "ldots": "…", "cdots": "⋯", "dots": "…", "in": "∈",
    "mapsto": "↦", "lfloor": "⌊", "rfloor": "⌋", "lVert": "‖", "rVert": "‖", "mid": "|",
    "prime": "′", "circ": "∘", "odot": "⊙", "Rightarrow": "⇒",
  ]
}
