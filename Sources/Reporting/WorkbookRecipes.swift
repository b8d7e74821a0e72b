import LearningRateSweeps
import LiveClassifier
import LiveConvolution
import OptimizerComparison
import OutcomeMaps
import RunComparison
import Studies
import TrainingRuns
package import WorkbookVerification
import WorkedExample

/// Every kind of content that has workbooks.
package enum WorkbookRecipes {
  /// The recipes, in no particular order; at most one covers a section.
  package static var all: [any WorkbookRecipe.Type] {
    [
      WorkedExampleRecipe.self, SweepRecipe.self, OutcomeMapRecipe.self, OptimizerRecipe.self,
      ClassifierRecipe.self,
      ConvolutionRecipe.self, TrainingRecipe.self, ComparisonRecipe.self, StudyRecipe.self,
    ]
  }
}
