/// A figure and the name of its files.
package struct NamedFigure: Sendable {
  /// The name of the files without their ending, such as `loss-lr-0.1`.
  package let name: String
  /// What is drawn.
  package let figure: any Figure

  /// A figure with a name.
  package init(_ name: String, _ figure: any Figure) {
    self.name = name
    self.figure = figure
  }
}
