import Glibc

/// The one moment that documents carry as their creation date.
///
/// It never comes from the clock: the same inputs give the same bytes. `SOURCE_DATE_EPOCH` sets
/// it, as distributions do that build reproducibly; otherwise it is 1 January 2024, 00:00 UTC.
package enum SourceDate {
  /// The default: 1 January 2024, 00:00 UTC, in seconds since 1970.
  package static let standard = 1_704_067_200

  /// The moment in seconds since 1970, UTC, in force for this run.
  ///
  /// - Returns: The value of `SOURCE_DATE_EPOCH`, or ``standard``.
  /// - Throws: `ReportError` of category `usage` for a value that is no such number.
  package static func current() throws(ReportError) -> Int {
    try parse(getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) })
  }

  /// Reads the value of `SOURCE_DATE_EPOCH`.
  ///
  /// The range ends with the year 9999, the last that a workbook can hold. Zero stands for the
  /// beginning of 1970 like any other number.
  ///
  /// - Parameter text: The variable's value; nil when it is not set.
  /// - Returns: Seconds since 1970, UTC.
  /// - Throws: `ReportError` of category `usage`.
  static func parse(_ text: String?) throws(ReportError) -> Int {
    guard let text, !text.isEmpty else { return standard }
    guard let seconds = Int(text), text.utf8.allSatisfy({ (48...57).contains($0) }),
      seconds <= 253_402_300_799
    else {
      throw ReportError(
        .usage,
        "SOURCE_DATE_EPOCH is '\(text)'; seconds since 1970 as a whole number from 0 to "
          + "253402300799 were expected. Correct the variable or unset it.")
    }
    return seconds
  }
}
