/// A figure and the name of its files.
public struct NamedFigure: Sendable {
  /// The name of the files without their ending, such as `loss-lr-0.1`.
  public let name: String
  /// What is drawn.
  public let figure: any Figure

  /// A figure with a name.
  public init(_ name: String, _ figure: any Figure) {
    self.name = name
    self.figure = figure
  }
}
