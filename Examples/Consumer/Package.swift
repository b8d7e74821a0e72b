// swift-tools-version: 6.1

import Foundation
import PackageDescription

// A package that uses Gradbook's libraries by their version. `scripts/check-consumer` builds it
// against a tag of a clone, whose address stands in GRADBOOK_URL.
let gradbook = ProcessInfo.processInfo.environment["GRADBOOK_URL"] ?? "../.."

let package = Package(
  name: "consumer",
  dependencies: [.package(url: gradbook, from: "0.1.0")],
  targets: [
    .executableTarget(
      name: "consumer",
      dependencies: ["Backprop", "Charts", "Figures", "Workbook"].map {
        .product(name: $0, package: "gradbook")
      })
  ]
)
