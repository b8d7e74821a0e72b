import LearningRateSweeps
import LiveClassifier
import LiveConvolution
import NetworkPublishing
import OptimizerComparison
import OutcomeMaps
import RunComparison
import Studies
import TrainingRuns
package import WorkbookVerification
import WorkedExampleWorkbook

/// Every kind of content that has workbooks.
package enum WorkbookRecipes {
  /// The recipes, in no particular order; at most one covers a section.
  package static var all: [any WorkbookRecipe.Type] {
    [
      WorkedExampleRecipe.self, NetworkResultsRecipe<Sweep>.self,
      NetworkResultsRecipe<OutcomeMap>.self, NetworkResultsRecipe<OptimizerComparison>.self,
      ClassifierRecipe.self, ConvolutionRecipe.self, TrainingRecipe.self, ComparisonRecipe.self,
      StudyRecipe.self,
    ]
  }
}
