/// The colors of a network diagram.
///
/// Text in a neuron is black or white, whichever is readable on it.
public struct DiagramColors: Sendable, Equatable {
  /// Behind everything.
  public var background: Color
  /// Labels beside the connections, biases and the heading.
  public var text: Color
  /// Connections.
  public var connection: Color
  /// The line round each neuron.
  public var outline: Color
  /// An input.
  public var input: Color
  /// A weighted sum of a hidden layer.
  public var hiddenSum: Color
  /// An activation of a hidden layer.
  public var hiddenActivation: Color
  /// A weighted sum of the last layer.
  public var outputSum: Color
  /// An activation of the last layer.
  public var outputActivation: Color
  /// The disc of the loss.
  public var error: Color
  /// The formulas of the errors.
  public var errorText: Color
  /// The targets.
  public var targetText: Color

  /// The article's colors, with a red that white is readable on.
  public static let article = DiagramColors(
    background: .white, text: .black, connection: Color(0x4472C4), outline: Color(0x2F528F),
    input: Color(0x4472C4), hiddenSum: Color(0xA9D18E), hiddenActivation: Color(0x548235),
    outputSum: Color(0x9DC3E6), outputActivation: Color(0x4472C4), error: Color(0xE00000),
    errorText: Color(0xD00000), targetText: Color(0x00803A))

  /// Blue, gray and orange on white, which can be distinguished without color vision.
  public static let plain = DiagramColors(
    background: .white, text: Color(0x1A1A1A), connection: Color(0x4F6D8F),
    outline: Color(0x333333), input: Color(0x0072B2), hiddenSum: Color(0xD0D5DB),
    hiddenActivation: Color(0x5A6470), outputSum: Color(0x9DC3E6),
    outputActivation: Color(0x0072B2), error: Color(0xB34700), errorText: Color(0xB34700),
    targetText: Color(0x005A8C))

  /// The same on a dark background.
  public static let dark = DiagramColors(
    background: Color(0x14191F), text: Color(0xE6EBF0), connection: Color(0x7FA6D6),
    outline: Color(0xC9D3DE), input: Color(0x2F6FB0), hiddenSum: Color(0x3C4754),
    hiddenActivation: Color(0x8B97A5), outputSum: Color(0x254A6E),
    outputActivation: Color(0x5AA3E0), error: Color(0xE69F00), errorText: Color(0xF0B040),
    targetText: Color(0x82C4F5))
}
