// swift-tools-version: 6.1

import Foundation
import PackageDescription

// Five small programs that use Gradbook's libraries by their version, as another package does.
// `scripts/check-examples` builds them against a tag of a clone, whose address stands in
// GRADBOOK_URL, and runs each.
let gradbook = ProcessInfo.processInfo.environment["GRADBOOK_URL"] ?? "../"

/// A program and the libraries that it uses.
func example(_ name: String, _ libraries: String...) -> Target {
  .executableTarget(
    name: name, dependencies: libraries.map { .product(name: $0, package: "gradbook") })
}

let package = Package(
  name: "examples",
  dependencies: [.package(url: gradbook, from: "0.1.0")],
  targets: [
    example("Derivative", "Backprop", "Derivations"),
    example("Sweep", "Backprop", "LearningRateAnalysis"),
    example("LossChart", "Backprop", "Charts", "Figures", "LearningRateAnalysis"),
    example("SmallWorkbook", "Charts", "Workbook"),
    example("TrainingStep", "ConvNet", "Datasets", "SafeTensors"),
  ]
)
