package import Charts
import ConvNet
package import Figures

extension ConvolutionSteps {
  /// The figures of the steps: one convolution by three ways, and the flow of numbers of a step
  /// whose maps are small enough to read.
  ///
  /// - Parameter theme: The look.
  /// - Returns: The figures, with their twins on a dark background.
  package func figures(theme: FigureTheme) -> [NamedFigure] {
    NamedFigure.withTwins(in: theme) { look in
      var figures = [NamedFigure("routes", ConvolutionRoutes(theme: look.theme))]
      if max(settings.architecture.height, settings.architecture.width) <= Self.largestDrawn {
        figures.append(NamedFigure("step", StepFlow(self, theme: look.theme)))
      }
      return figures
    }
  }

  /// The largest side of an image whose pixels a figure shows as numbers.
  private static let largestDrawn = 8
}
