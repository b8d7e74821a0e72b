import TextFormats

/// What the classes of a classifier are called.
package struct ClassifierLabels: Sendable, Equatable {
  /// The label of the first class, 0 or 1.
  package let first: Int
  /// Whether the classes are the ten digits.
  package let areDigits: Bool

  /// The ten digits, or other classes from 0 where there are not ten.
  package static let digits = ClassifierLabels(first: 0, areDigits: true)

  /// Names classes.
  ///
  /// - Parameters:
  ///   - first: The label of the first class, 0 or 1.
  ///   - areDigits: Whether they are the ten digits.
  package init(first: Int, areDigits: Bool) {
    self.first = first
    self.areDigits = areDigits
  }

  /// Reads what ``settings`` gives; the ten digits where nothing is given.
  init(_ settings: JSON) {
    first = settings["firstLabel"]?.integer == 1 ? 1 : 0
    areDigits = settings["digits"]?.bool ?? true
  }

  /// What differs from the ten digits, for the manifest.
  var settings: [JSON.Member] {
    (first == 0 ? [] : [.init("firstLabel", .integer(first))])
      + (areDigits ? [] : [.init("digits", .bool(false))])
  }

  /// The label of a class.
  ///
  /// - Parameter index: The class, from 0.
  /// - Returns: Its label in the files.
  func number(_ index: Int) -> Int { index + first }

  /// The names of classes in words.
  ///
  /// - Parameter count: How many classes there are.
  /// - Returns: The names, in the classes' order.
  func words(_ count: Int) -> [String] {
    let digits = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    return areDigits && count == digits.count
      ? digits : (0..<count).map { "class \(number($0))" }
  }

  /// The label that a formula's place, from 1, stands for.
  ///
  /// - Parameter place: A formula that gives a place from 1.
  /// - Returns: A formula that gives a label.
  func label(ofPlace place: String) -> String { first == 1 ? place : "\(place)-1" }
}
