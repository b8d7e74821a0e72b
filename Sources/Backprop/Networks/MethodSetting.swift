import Numerals

/// A number that an optimizer or a schedule is set with.
public struct MethodSetting: Hashable, Sendable {
  /// Its name in a network file: `weight decay`.
  public let name: String
  /// Its sign in formulas: `λ`.
  public let symbol: Symbol
  /// The numbers that it may have.
  public let range: Range
  /// Its number where nothing is said; nil where something has to be said.
  public let standard: Double?
  /// What it does, in a few words.
  public let meaning: String

  /// The numbers that a setting may have.
  public enum Range: String, Hashable, Sendable {
    /// From 0 to below 1.
    case belowOne = "a number from 0 to below 1"
    /// Above 0 and at most 1.
    case upToOne = "a number above 0 and at most 1"
    /// 0 or more.
    case atLeastZero = "a number of 0 or more"
    /// Above 0.
    case aboveZero = "a number above 0"
    /// A whole number, 1 or more.
    case count = "a whole number of 1 or more"
    /// 1 for true, 0 for false.
    case flag = "true or false"

    /// Whether a number lies in the range.
    public func contains(_ value: Double) -> Bool {
      guard value.isFinite else { return false }
      return switch self {
      case .belowOne: value >= 0 && value < 1
      case .upToOne: value > 0 && value <= 1
      case .atLeastZero: value >= 0
      case .aboveZero: value > 0
      case .count: value >= 1 && value <= 1e6 && value == value.rounded()
      case .flag: value == 0 || value == 1
      }
    }
  }
}

/// A way to do something, chosen by name, with its settings: an optimizer or a schedule.
public protocol NamedMethod: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {
  /// What it is set with.
  var settings: [MethodSetting] { get }
}

/// A method with the numbers of its settings.
public struct ConfiguredMethod<Method: NamedMethod>: Hashable, Sendable {
  /// The method.
  public let method: Method
  private let values: [String: Double]

  /// Configures a method.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - values: Numbers by the settings' names; the others have their standard number.
  /// - Throws: `BackpropError.unusableSetting` for an unknown name, a number out of range, or a
  ///   setting without a standard that is not given.
  public init(_ method: Method, _ values: [String: Double] = [:]) throws(BackpropError) {
    let known = method.settings
    for name in values.keys.sorted() where !known.contains(where: { $0.name == name }) {
      throw .unusableSetting(
        "\(method.rawValue) has no setting '\(name)'"
          + (known.isEmpty
            ? "" : "; it has \(known.map(\.name).joined(separator: ", "))"))
    }
    var complete: [String: Double] = [:]
    for setting in known {
      guard let value = values[setting.name] ?? setting.standard else {
        throw .unusableSetting(
          "\(method.rawValue) needs \(setting.name), \(setting.range.rawValue)")
      }
      guard setting.range.contains(value) else {
        throw .unusableSetting(
          "\(setting.name) of \(method.rawValue) is \(NumberText.shortest(value)); "
            + "\(setting.range.rawValue) is expected")
      }
      complete[setting.name] = value
    }
    self.method = method
    self.values = complete
  }

  /// The method with standard settings, which every one of them has.
  init(standard method: Method) {
    self.method = method
    values = Dictionary(
      uniqueKeysWithValues: method.settings.map { ($0.name, $0.standard ?? .nan) })
  }

  /// The number of a setting; NaN for a name that the method does not have.
  public subscript(_ name: String) -> Double { values[name] ?? .nan }

  /// Each setting with its number.
  public var settings: [(setting: MethodSetting, value: Double)] {
    method.settings.map { ($0, self[$0.name]) }
  }
}
