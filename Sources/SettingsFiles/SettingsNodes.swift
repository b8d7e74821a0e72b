package import Publishing
package import Yams

/// The nodes of a YAML file of settings: what they hold, or a sentence with the line, the name and
/// what was expected.
package struct SettingsNodes: Sendable {
  /// What messages call the file.
  package let file: String
  /// What a file describes, in one word, such as `network`.
  let subject: String

  /// Reads the nodes of a file.
  ///
  /// - Parameters:
  ///   - file: What messages call the file.
  ///   - subject: What a file describes, in one word, such as `network`.
  package init(file: String, subject: String) {
    self.file = file
    self.subject = subject
  }

  /// The values of a group of keys, keys taken over by `<<` included.
  ///
  /// - Parameters:
  ///   - node: The group.
  ///   - name: What messages call it.
  ///   - keys: The keys that it may have.
  ///   - required: Those that it must have.
  /// - Returns: The values by key.
  /// - Throws: `ReportError` of category `badData` with the line, the name and what was expected.
  package func mapping(
    _ node: Node, _ name: String, keys: [String], required: [String] = []
  ) throws(ReportError) -> [String: Node] {
    guard node.mapping != nil else {
      throw fault(node, "\(name): \(keys.joined(separator: ", ")) were expected, as 'name: value'")
    }
    var fields: [String: Node] = [:]
    var groups = 0
    try collect(node, name, keys: keys, depth: 0, groups: &groups, into: &fields)
    for key in required where fields[key] == nil {
      throw fault(node, "\(name): \(key) is missing")
    }
    return fields
  }

  /// Adds the values of a group that are not there yet, then those of the groups it merges in.
  private func collect(
    _ node: Node, _ name: String, keys: [String], depth: Int, groups: inout Int,
    into fields: inout [String: Node]
  ) throws(ReportError) {
    groups += 1
    guard let mapping = node.mapping, depth <= 8, groups <= 64 else {
      throw fault(node, "\(name), <<: a group of keys was expected, or a few of them in a list")
    }
    var merged: [Node] = []
    for (key, value) in mapping {
      let word = text(key)
      if word == "<<" {
        merged += value.sequence.map(Array.init) ?? [value]
        continue
      }
      guard keys.contains(word) else {
        throw fault(
          key, "\(name): unknown key '\(word)'; known are \(keys.joined(separator: ", "))")
      }
      if fields[word] == nil { fields[word] = value }
    }
    for group in merged {
      try collect(group, name, keys: keys, depth: depth + 1, groups: &groups, into: &fields)
    }
  }

  /// The keys of a group and their values, whatever the keys are, in the order of the file.
  ///
  /// - Parameters:
  ///   - node: The group.
  ///   - name: What messages call it.
  ///   - expected: What was expected in place of anything else.
  /// - Returns: Each key, its node and its value.
  /// - Throws: `ReportError` of category `badData` if the node is no group of keys.
  package func entries(
    _ node: Node, _ name: String, expected: String
  ) throws(ReportError) -> [(key: String, place: Node, value: Node)] {
    guard let mapping = node.mapping else {
      throw fault(node, "\(name): \(expected) was expected, as 'name: value'")
    }
    return mapping.map { (text($0.key), $0.key, $0.value) }
  }

  /// Refuses more of something than the program computes.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - what: What is counted, in the singular.
  ///   - most: The most that are allowed.
  ///   - node: Where they stand.
  ///   - name: What messages call the place.
  /// - Throws: `ReportError` of category `badData` for more.
  package func limit(
    _ count: Int, _ what: String, to most: Int, _ node: Node?, _ name: String
  ) throws(ReportError) {
    guard count > most else { return }
    throw fault(node, "\(name): found \(count) \(what)s; at most \(most) can be computed here")
  }

  /// A list of finite numbers, at least one.
  ///
  /// - Parameters:
  ///   - node: The list; nil where there is none.
  ///   - name: What messages call it.
  /// - Returns: The numbers.
  /// - Throws: `ReportError` of category `badData` for anything else.
  package func numbers(_ node: Node?, _ name: String) throws(ReportError) -> [Double] {
    guard let node, let list = node.sequence else {
      throw fault(node, "\(name): a list of numbers was expected, such as [0.05, 0.1]")
    }
    guard !list.isEmpty else {
      throw fault(node, "\(name): the list is empty; at least one number was expected")
    }
    var values: [Double] = []
    for item in list { values.append(try number(item, name)) }
    return values
  }

  /// A finite number.
  ///
  /// - Parameters:
  ///   - node: The number.
  ///   - name: What messages call it.
  /// - Returns: The number.
  /// - Throws: `ReportError` of category `badData` for anything else.
  package func number(_ node: Node, _ name: String) throws(ReportError) -> Double {
    let word = text(node)
    guard node.scalar != nil, let value = Double(word), !word.lowercased().contains("x") else {
      throw fault(node, "\(name): \(quoted(node)) is not a number")
    }
    guard value.isFinite else {
      throw fault(node, "\(name): \(word) is not finite; a finite number was expected")
    }
    return value
  }

  /// A whole number in a range.
  ///
  /// - Parameters:
  ///   - node: The number.
  ///   - name: What messages call it.
  ///   - range: The numbers that it may be.
  /// - Returns: The number.
  /// - Throws: `ReportError` of category `badData` for anything else.
  package func count(_ node: Node, _ name: String, in range: ClosedRange<Int>) throws(ReportError)
    -> Int
  {
    guard node.scalar != nil, let value = Int(text(node)), range.contains(value) else {
      throw fault(
        node,
        "\(name): \(quoted(node)) is not usable; a whole number from \(range.lowerBound) to "
          + "\(range.upperBound) was expected")
    }
    return value
  }

  /// One of several words, whatever their case.
  ///
  /// - Parameters:
  ///   - node: The word.
  ///   - name: What messages call it.
  ///   - type: The choices.
  /// - Returns: The choice.
  /// - Throws: `ReportError` of category `badData` for anything else.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: Node, _ name: String, of type: Choice.Type
  ) throws(ReportError) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: text(node).lowercased()) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(node, "\(name): \(quoted(node)) is not one of \(known)")
    }
    return choice
  }

  /// Either true or false.
  ///
  /// - Parameters:
  ///   - node: The word.
  ///   - name: What messages call it.
  /// - Returns: The truth value.
  /// - Throws: `ReportError` of category `badData` for anything else.
  package func flag(_ node: Node, _ name: String) throws(ReportError) -> Bool {
    guard let flag = node.bool else {
      throw fault(node, "\(name): \(quoted(node)) is neither true nor false")
    }
    return flag
  }

  // MARK: - Messages

  /// The error for text that is not one YAML document.
  ///
  /// - Parameter error: What reading the text threw.
  /// - Returns: An error of category `badData` with the line, if it is known.
  package func syntax(_ error: any Error) -> ReportError {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      ReportError(
        .badData,
        problem == "but found another document"
          ? "\(file), line \(mark.line): a second document begins here; leave one \(subject) in the file."
          : "\(file), line \(mark.line): this is not YAML that can be read: \(problem).")
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      ReportError(
        .badData,
        "\(file), line \(context.mark.line): the key '\(duplicates.first ?? "")' stands "
          + "there twice.")
    default:
      ReportError(.badData, "\(file) is not YAML that can be read: \(error).")
    }
  }

  /// An error with the file and the line of a node.
  ///
  /// - Parameters:
  ///   - node: The node; nil where there is none.
  ///   - message: What is wrong, without a full stop.
  /// - Returns: An error of category `badData`.
  package func fault(_ node: Node?, _ message: String) -> ReportError {
    let place = node?.mark.map { ", line \($0.line)" } ?? ""
    return ReportError(.badData, "\(file)\(place): \(message).")
  }

  /// What a node says, or what it is.
  ///
  /// - Parameter node: The node.
  /// - Returns: Its word, or `a list` or `a group of keys`.
  package func text(_ node: Node) -> String {
    if let scalar = node.scalar { return scalar.string }
    return node.sequence != nil ? "a list" : "a group of keys"
  }

  /// What a node says, in quotation marks, or what it is.
  ///
  /// - Parameter node: The node.
  /// - Returns: Its word in quotation marks, or `a list` or `a group of keys`.
  package func quoted(_ node: Node) -> String {
    node.scalar != nil ? "'\(text(node))'" : text(node)
  }
}
