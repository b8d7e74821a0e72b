import Backprop
import Glibc
package import LearningRateAnalysis
import Numerals
package import Publishing

/// One axis of a map: which number varies, and through which values.
package struct MapAxis: Hashable, Sendable {
  /// What a person calls the number: `learning-rate`, `layer-1-rate`, `momentum`, `scale` or a
  /// symbol such as `w5`.
  package let name: String
  /// The number.
  package let quantity: VariedQuantity
  /// Whether the values stand at equal ratios; else at equal distances.
  package let isLogarithmic: Bool
  /// The first value.
  package let from: Double
  /// The last value.
  package let to: Double
  /// How many values there are.
  package let count: Int

  /// The numbers of values that an axis can have.
  package static let counts = 2...4_000

  /// The values, ascending, with both ends exact.
  package var values: [Double] {
    let (start, end) = isLogarithmic ? (log(from), log(to)) : (from, to)
    var values = (0..<count).map { index in
      let place = start + (end - start) * (Double(index) / Double(count - 1))
      return isLogarithmic ? exp(place) : place
    }
    values[0] = from
    values[count - 1] = to
    return values
  }

  /// Describes an axis.
  ///
  /// - Parameters:
  ///   - name: What a person calls the number.
  ///   - isLogarithmic: Whether the values stand at equal ratios.
  ///   - from: The first value.
  ///   - to: The last value, above the first.
  ///   - count: How many values there are, one of ``counts``.
  /// - Throws: `ReportError` of category `usage` that says what was expected.
  package init(
    name: String, isLogarithmic: Bool, from: Double, to: Double, count: Int
  ) throws(ReportError) {
    let quantity = try Self.quantity(name)
    let words = "The axis '\(name)'"
    let ends = (NumberText.shortest(from), NumberText.shortest(to))
    guard from.isFinite, to.isFinite, from < to else {
      throw ReportError(
        .usage,
        "\(words) goes from \(ends.0) to \(ends.1); FROM must be a number below TO.")
    }
    guard Self.counts.contains(count) else {
      throw ReportError(
        .usage,
        "\(words) has \(FixedText.counted(count, "value")); a number from \(Self.counts.lowerBound) to "
          + "\(Self.counts.upperBound) is expected.")
    }
    guard !isLogarithmic || from > 0 else {
      throw ReportError(
        .usage,
        "\(words) is logarithmic and begins at \(ends.0); it must begin above zero.")
    }
    switch quantity {
    case .learningRate, .layerRate:
      guard from > 0 else {
        throw ReportError(.usage, "\(words) begins at \(ends.0); a learning rate is above zero.")
      }
    case .momentum:
      guard from >= 0, to < 1 else {
        throw ReportError(.usage, "\(words) leaves the range from 0 to below 1.")
      }
    case .given, .weightScale: break
    }
    self.name = name
    self.quantity = quantity
    self.isLogarithmic = isLogarithmic
    self.from = from
    self.to = to
    self.count = count
    guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ReportError(
        .usage,
        "\(words): \(count) different numbers do not fit between \(ends.0) and \(ends.1).")
    }
  }

  /// Reads an axis such as `learning-rate=log:1:2000:400` or `w5=-3:3:400`.
  ///
  /// - Parameters:
  ///   - text: The option's value.
  ///   - option: The option's name, for messages.
  /// - Returns: The axis.
  /// - Throws: `ReportError` of category `usage` that says what was expected.
  package static func parse(_ text: String, option: String) throws(ReportError) -> MapAxis {
    let form =
      "\(option) is '\(text)'; NAME=FROM:TO:COUNT or NAME=log:FROM:TO:COUNT is expected, such as "
      + "learning-rate=log:1:2000:400."
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty else { throw ReportError(.usage, form) }
    var parts = sides[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var isLogarithmic = false
    if let kind = parts.first, kind == "log" || kind == "lin" {
      isLogarithmic = kind == "log"
      parts.removeFirst()
    }
    guard parts.count == 3, let from = number(parts[0]), let to = number(parts[1]),
      let count = Int(parts[2])
    else { throw ReportError(.usage, form) }
    return try MapAxis(
      name: sides[0], isLogarithmic: isLogarithmic, from: from, to: to, count: count)
  }

  /// A number in decimal notation.
  static func number(_ text: String) -> Double? {
    guard !text.lowercased().contains("x"), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  private static func quantity(_ name: String) throws(ReportError) -> VariedQuantity {
    switch name {
    case "learning-rate", "η", "eta": return .learningRate
    case "momentum", "μ": return .momentum
    case "scale": return .weightScale
    default: break
    }
    if name.hasPrefix("layer-"), name.hasSuffix("-rate") {
      guard let layer = Int(name.dropFirst(6).dropLast(5)), layer >= 1 else {
        throw ReportError(
          .usage,
          "'\(name)' names no layer; write layer-1-rate for the first layer after the inputs.")
      }
      return .layerRate(layer - 1)
    }
    return .given(Symbol(name))
  }

  /// The same axis around a value, a part as long.
  ///
  /// - Parameters:
  ///   - center: The value in the middle.
  ///   - factor: How many times shorter it is, above zero.
  /// - Returns: The axis.
  /// - Throws: `ReportError` of category `usage` where the new ends make no sense.
  package func zoomed(at center: Double, by factor: Double) throws(ReportError) -> MapAxis {
    if isLogarithmic {
      guard center > 0 else {
        throw ReportError(
          .usage,
          "--zoom has \(NumberText.shortest(center)) for '\(name)', whose axis is logarithmic; a number above zero "
            + "is expected.")
      }
      let half = 0.5 * log(to / from) / factor
      return try MapAxis(
        name: name, isLogarithmic: true, from: center * exp(-half), to: center * exp(half),
        count: count)
    }
    let half = 0.5 * (to - from) / factor
    return try MapAxis(
      name: name, isLogarithmic: false, from: center - half, to: center + half, count: count)
  }
}
