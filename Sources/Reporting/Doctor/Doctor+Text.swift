package import TextFormats

extension Doctor {
  /// The findings for a terminal: a mark, what was looked at, what was found, what to do.
  ///
  /// - Parameter findings: What ``examine()`` has found.
  /// - Returns: A line a finding, and below it its details and the advice.
  package static func text(_ findings: [Finding]) -> String {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.map { finding in
      let mark =
        switch finding.state {
        case .good: "ok  "
        case .note: "note"
        case .bad: "BAD "
        }
      let gap = String(repeating: " ", count: width - finding.subject.count)
      let line = "\(mark)  \(finding.subject)\(gap)  \(finding.text)\n"
      let indent = String(repeating: " ", count: 8 + width)
      let more = finding.details + (finding.advice.isEmpty ? [] : [finding.advice])
      return line + more.map { "\(indent)\($0)\n" }.joined()
    }.joined()
  }

  /// The findings as JSON.
  ///
  /// - Parameter findings: What ``examine()`` has found.
  /// - Returns: An object with one member a finding.
  package static func json(_ findings: [Finding]) -> JSON {
    [
      "schemaVersion": 1,
      "findings": .array(
        findings.map { finding in
          [
            "subject": .string(finding.subject), "state": .string(finding.state.rawValue),
            "text": .string(finding.text), "advice": .string(finding.advice),
            "details": .array(finding.details.map { .string($0) }),
          ]
        }),
    ]
  }
}
