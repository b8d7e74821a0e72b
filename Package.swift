// swift-tools-version: 6.1

import Foundation
import PackageDescription

// MARK: - Settings

let environment = ProcessInfo.processInfo.environment

/// Whether another package has fetched this one by its version.
///
/// SwiftPM then refuses unsafe flags, so there are none: the consumer's own configuration decides
/// how much is optimized.
let isFetched =
  URL(fileURLWithPath: Context.packageDirectory).deletingLastPathComponent().lastPathComponent
  == "checkouts"

/// Flags that SwiftPM calls unsafe; none where it would refuse them.
func flags(_ flags: [String], in configuration: BuildConfiguration? = nil) -> [SwiftSetting] {
  isFetched ? [] : [.unsafeFlags(flags, configuration.map { .when(configuration: $0) })]
}

/// Warnings are errors when `GRADBOOK_STRICT` is set, as `.ci/run` does; dependencies are spared.
let strict: [SwiftSetting] =
  environment["GRADBOOK_STRICT", default: ""].isEmpty ? [] : flags(["-warnings-as-errors"])

/// Language features that every target uses.
let common: [SwiftSetting] =
  strict + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]

/// The instruction set that the numeric targets are compiled for.
///
/// The program is built where it runs, so the widest of three levels that this processor has is
/// chosen. Nothing depends on it but speed: Swift neither reorders nor fuses floating-point
/// operations, so every level computes the same bits. `GRADBOOK_ARCH=x86-64` (or `x86-64-v3`,
/// `x86-64-v4`) overrides the choice; `GRADBOOK_ARCH=none` leaves the compiler's default.
let architecture: String? = {
  if let wanted = environment["GRADBOOK_ARCH"] {
    return wanted == "none" ? nil : wanted
  }
  #if arch(x86_64)
    let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    guard let line = processor.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
    else { return nil }
    let flags = Set(line.split(separator: " ").map(String.init))
    let level3: Set = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"]
    let level4: Set = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    guard level3.isSubset(of: flags) else { return nil }
    return level4.isSubset(of: flags) ? "x86-64-v4" : "x86-64-v3"
  #else
    return nil
  #endif
}()

/// Optimized in debug builds too: a debug build must not be slow where it matters.
///
/// `-num-threads` makes whole-module optimization write one object file a source file, which is
/// what a debug build links. `GRADBOOK_UNOPTIMIZED=1` leaves it out, so that a change compiles
/// sooner; the tests then take longer.
let hot: [SwiftSetting] =
  common
  + (environment["GRADBOOK_UNOPTIMIZED"] == "1"
    ? [] : flags(["-O", "-whole-module-optimization", "-num-threads", "2"], in: .debug))

/// As `hot`, and for this processor; square roots need not set the C library's error number, so that
/// they are computed eight at a time.
let numeric: [SwiftSetting] =
  hot + flags(["-Xcc", "-fno-math-errno"])
  + (architecture.map { flags(["-Xcc", "-march=\($0)"]) } ?? [])

/// The plugin for documentation, only when it is asked for.
///
/// `make docs` asks for it. It would be built with every run of the tests otherwise.
let documentation: [Package.Dependency] =
  environment["GRADBOOK_DOCS"] == "1"
  ? [.package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0")] : []

/// The benchmarks, only when they are asked for: `make bench` sets `GRADBOOK_BENCHMARKS`.
///
/// Inside the package they reach what no product exports.
let benchmarks: [Target] =
  environment["GRADBOOK_BENCHMARKS"] == "1"
  ? [
    .executableTarget(
      name: "bench",
      dependencies: [
        "Backprop", "Charts", "ConvNet", "Datasets", "Figures", "LearningRateAnalysis",
        "Publishing", "Reporting", "SafeTensors", "Workbook", "WorkedExample",
        "WorkedExampleWorkbook",
      ],
      path: "Benchmarks", exclude: ["peers"], swiftSettings: hot)
  ] : []

/// The fuzzer, only when it is asked for: `make fuzz` sets `GRADBOOK_FUZZING`.
let fuzzer: [Target] =
  environment["GRADBOOK_FUZZING"] == "1"
  ? [
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzzing/Driver", swiftSettings: common)
  ] : []

// MARK: - Package

let package = Package(
  name: "gradbook",
  products: [
    .executable(name: "report", targets: ["report"]),
    .library(name: "Backprop", targets: ["Backprop"]),
    .library(name: "Derivations", targets: ["Derivations"]),
    .library(name: "LearningRateAnalysis", targets: ["LearningRateAnalysis"]),
    .library(name: "Charts", targets: ["Charts"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "Workbook", targets: ["Workbook"]),
    .library(name: "SafeTensors", targets: ["SafeTensors"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "ConvNet", targets: ["ConvNet"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ] + documentation,
  targets: [
    // C libraries
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter"),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo"),
    .target(
      name: "CPng", cSettings: isFetched ? [] : [.unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("png")]),
    .systemLibrary(name: "COneDNN"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CMarkdown", pkgConfig: "libcmark-gfm"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "CExpat", pkgConfig: "expat"),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle"),
    .systemLibrary(name: "CLapack", pkgConfig: "lapacke"),

    // Values and arithmetic
    // A program without Foundation links the C library's mathematics only where a target asks for it.
    .target(
      name: "Numerals", swiftSettings: hot,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "Backprop", dependencies: ["Numerals", "SeededRandom"], swiftSettings: numeric),
    .target(name: "Derivations", dependencies: ["Backprop", "Numerals"], swiftSettings: hot),
    .target(
      name: "LearningRateAnalysis",
      dependencies: ["Backprop", "CLapack", "Numerals"],
      swiftSettings: numeric),
    .target(name: "Charts", dependencies: ["Numerals"], swiftSettings: hot),
    .target(name: "SafeTensors", swiftSettings: hot),
    .target(name: "SeededRandom", swiftSettings: numeric),

    .target(name: "Figures", dependencies: ["CCairo", "CPng", "Charts"], swiftSettings: hot),
    .target(
      name: "Workbook", dependencies: ["CExpat", "CXlsxWriter", "CZlib", "Charts"],
      swiftSettings: hot),
    .target(name: "Datasets", dependencies: ["CZlib", "SeededRandom"], swiftSettings: numeric),
    .target(
      name: "ConvNet", dependencies: ["COneDNN", "Datasets", "SafeTensors", "SeededRandom"],
      swiftSettings: numeric),
    .target(name: "NetworkSummaries", dependencies: ["ConvNet", "Numerals"], swiftSettings: hot),

    // Text and files
    .target(name: "TextFormats", dependencies: ["Numerals"], swiftSettings: hot),
    .target(name: "Publishing", dependencies: ["CNettle", "TextFormats"], swiftSettings: hot),
    .target(
      name: "SettingsFiles",
      dependencies: ["Publishing", .product(name: "Yams", package: "Yams")],
      swiftSettings: hot),
    .target(
      name: "ArchitectureFiles",
      dependencies: [
        "ConvNet", "Datasets", "Publishing", "SettingsFiles", "TextFormats",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: hot),
    .target(
      name: "DatasetSources",
      dependencies: [
        "ArchitectureFiles", "CCurl", "ConvNet", "Datasets", "Publishing", "TextFormats",
      ],
      swiftSettings: hot),
    .target(
      name: "ContentPublishing",
      dependencies: ["Charts", "Figures", "Numerals", "Publishing", "TextFormats", "Workbook"],
      swiftSettings: hot),
    .target(
      name: "DocumentRendering",
      dependencies: [
        "CMarkdown", "Publishing", "TextFormats",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: hot),
    .target(
      name: "WorkbookVerification",
      dependencies: ["Numerals", "Publishing", "TextFormats", "Workbook"],
      swiftSettings: hot),

    .target(
      name: "NetworkFiles",
      dependencies: [
        "Backprop", "Numerals", "Publishing", "SettingsFiles", "TextFormats",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: hot),
    .target(
      name: "NetworkPublishing",
      dependencies: [
        "Backprop", "Charts", "ContentPublishing", "Figures", "NetworkFiles", "Publishing",
        "TextFormats", "Workbook", "WorkbookVerification",
      ],
      swiftSettings: hot),

    // What is computed and written
    .target(
      name: "Predictions", dependencies: ["Backprop", "Charts", "Numerals"], swiftSettings: hot),
    .target(
      name: "WorkedExample",
      dependencies: [
        "Backprop", "Charts", "Figures", "LearningRateAnalysis", "NetworkFiles", "Numerals",
        "Predictions", "Publishing", "TextFormats", "Workbook",
      ],
      swiftSettings: hot),
    .target(
      name: "WorkedExampleWorkbook",
      dependencies: [
        "Backprop", "Charts", "ContentPublishing", "Derivations", "Figures", "LearningRateAnalysis",
        "NetworkFiles", "Numerals", "Predictions", "Publishing", "SettingsFiles", "TextFormats",
        "Workbook", "WorkbookVerification", "WorkedExample",
      ],
      swiftSettings: hot),
    .target(
      name: "ExplainedNumbers",
      dependencies: [
        "Backprop", "Derivations", "LearningRateAnalysis", "NetworkFiles", "Numerals", "Publishing",
        "TextFormats", "WorkedExample", "WorkedExampleWorkbook",
      ],
      swiftSettings: hot),
    .target(
      name: "LearningRateSweeps",
      dependencies: [
        "Backprop", "Charts", "ContentPublishing", "Figures", "LearningRateAnalysis",
        "NetworkFiles", "NetworkPublishing", "Numerals", "Publishing", "TextFormats", "Workbook",
        "WorkedExample", "WorkedExampleWorkbook",
      ],
      swiftSettings: hot),
    .target(
      name: "LiveConvolution",
      dependencies: [
        "ArchitectureFiles", "Backprop", "Charts", "ContentPublishing", "ConvNet", "Datasets",
        "Derivations", "Figures", "Numerals", "Publishing", "SeededRandom", "TextFormats",
        "Workbook", "WorkbookVerification",
      ],
      swiftSettings: hot),
    .target(
      name: "LiveClassifier",
      dependencies: [
        "ArchitectureFiles", "Charts", "ContentPublishing", "ConvNet", "Datasets", "Figures",
        "Numerals", "Publishing", "SafeTensors", "SeededRandom", "TextFormats", "Workbook",
        "WorkbookVerification",
      ],
      swiftSettings: hot),
    .target(
      name: "OptimizerComparison",
      dependencies: [
        "Backprop", "Charts", "ContentPublishing", "Figures", "LearningRateAnalysis",
        "NetworkFiles", "NetworkPublishing", "Numerals", "Publishing", "TextFormats", "Workbook",
        "WorkedExample", "WorkedExampleWorkbook",
      ],
      swiftSettings: hot),
    .target(
      name: "OutcomeMaps",
      dependencies: [
        "Backprop", "Charts", "ContentPublishing", "Figures", "LearningRateAnalysis",
        "NetworkFiles", "NetworkPublishing", "Numerals", "Publishing", "TextFormats", "Workbook",
        "WorkedExample",
      ],
      swiftSettings: hot),
    .target(
      name: "RunRecords",
      dependencies: [
        "ArchitectureFiles", "ConvNet", "DatasetSources", "Datasets", "Numerals", "Publishing",
        "SafeTensors", "TextFormats",
      ],
      swiftSettings: hot),
    .target(
      name: "TrainingRuns",
      dependencies: [
        "ArchitectureFiles", "Charts", "ContentPublishing", "ConvNet", "DatasetSources", "Datasets",
        "Figures", "NetworkSummaries", "Numerals", "Publishing", "RunRecords", "SafeTensors",
        "TextFormats", "Workbook", "WorkbookVerification",
      ],
      swiftSettings: hot),
    .target(
      name: "RunComparison",
      dependencies: [
        "Charts", "ContentPublishing", "ConvNet", "Figures", "Numerals", "Publishing", "RunRecords",
        "TextFormats", "TrainingRuns", "Workbook", "WorkbookVerification",
      ],
      swiftSettings: hot),
    .target(
      name: "Studies",
      dependencies: [
        "ArchitectureFiles", "Charts", "ContentPublishing", "ConvNet", "DatasetSources", "Datasets",
        "Figures", "NetworkSummaries", "Numerals", "Publishing", "RunRecords", "SeededRandom",
        "SettingsFiles", "TextFormats", "TrainingRuns", "Workbook", "WorkbookVerification",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: hot),
    .target(
      name: "Reporting",
      dependencies: [
        "Backprop", "ContentPublishing", "ConvNet", "DatasetSources", "Datasets", "Derivations",
        "DocumentRendering", "Figures", "LearningRateAnalysis", "LearningRateSweeps",
        "LiveClassifier", "LiveConvolution", "NetworkFiles", "NetworkPublishing",
        "NetworkSummaries", "Numerals", "OptimizerComparison", "OutcomeMaps", "Publishing",
        "RunComparison", "RunRecords", "Studies", "TextFormats", "TrainingRuns", "Workbook",
        "WorkbookVerification", "WorkedExample", "WorkedExampleWorkbook",
      ],
      swiftSettings: hot),

    // The command line
    .executableTarget(
      name: "report",
      dependencies: [
        "ArchitectureFiles", "Backprop", "Charts", "ContentPublishing", "ConvNet", "DatasetSources",
        "Datasets", "ExplainedNumbers", "Figures", "LearningRateSweeps", "LiveClassifier",
        "LiveConvolution", "NetworkFiles", "NetworkPublishing", "NetworkSummaries", "Numerals",
        "OptimizerComparison", "OutcomeMaps", "Publishing", "Reporting", "RunComparison",
        "RunRecords", "Studies", "TextFormats", "TrainingRuns", "WorkbookVerification",
        "WorkedExample", "WorkedExampleWorkbook",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: common),

    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: hot),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ConvNet", "Datasets", "DocumentRendering", "NetworkFiles", "Publishing", "Reporting",
        "RunRecords", "SafeTensors", "TextFormats", "Workbook",
        "WorkbookVerification", "WorkedExample",
      ],
      path: "Fuzzing/Targets", swiftSettings: hot),
    .testTarget(
      name: "FuzzingTests", dependencies: ["FuzzTargets", "TestSupport", "Workbook"],
      swiftSettings: common),
    .testTarget(
      name: "BackpropTests",
      dependencies: ["Backprop", "Derivations", "LearningRateAnalysis", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "DerivationsTests",
      dependencies: ["Backprop", "Derivations", "Numerals"],
      swiftSettings: common),
    .testTarget(
      name: "LearningRateAnalysisTests",
      dependencies: ["Backprop", "LearningRateAnalysis", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts"], swiftSettings: common),
    .testTarget(
      name: "FiguresTests", dependencies: ["Charts", "Figures", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "WorkbookTests", dependencies: ["Charts", "Workbook", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "SafeTensorsTests", dependencies: ["SafeTensors", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "SeededRandomTests", dependencies: ["SeededRandom"], swiftSettings: common),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "SafeTensors", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ConvNetTests",
      dependencies: [
        "ConvNet", "Datasets", "NetworkSummaries", "SafeTensors", "SeededRandom", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "TextFormatsTests", dependencies: ["TestSupport", "TextFormats"],
      swiftSettings: common),
    .testTarget(
      name: "PublishingTests", dependencies: ["Publishing", "TestSupport", "TextFormats"],
      swiftSettings: common),
    .testTarget(
      name: "ArchitectureFilesTests",
      dependencies: [
        "ArchitectureFiles", "ConvNet", "Datasets", "NetworkSummaries", "Publishing",
        "SettingsFiles", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "DocumentRenderingTests",
      dependencies: ["DocumentRendering", "Publishing", "TestSupport", "TextFormats"],
      swiftSettings: common),
    .testTarget(
      name: "WorkbookVerificationTests",
      dependencies: [
        "Charts", "Publishing", "TestSupport", "TextFormats", "Workbook", "WorkbookVerification",
      ],
      swiftSettings: common),
    .testTarget(
      name: "NetworkFilesTests",
      dependencies: [
        "Backprop", "NetworkFiles", "Publishing", "SettingsFiles", "TestSupport", "TextFormats",
      ],
      swiftSettings: common),
    .testTarget(
      name: "WorkedExampleTests",
      dependencies: [
        "Backprop", "Charts", "ExplainedNumbers", "Figures", "LearningRateAnalysis",
        "LearningRateSweeps", "NetworkFiles", "Numerals", "Predictions", "Publishing",
        "TestSupport", "TextFormats", "Workbook", "WorkbookVerification", "WorkedExample",
        "WorkedExampleWorkbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "OptimizerComparisonTests",
      dependencies: [
        "Backprop", "LearningRateAnalysis", "NetworkFiles", "OptimizerComparison", "Publishing",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "LearningRateSweepsTests",
      dependencies: [
        "Backprop", "Charts", "LearningRateAnalysis", "LearningRateSweeps", "NetworkFiles",
        "NetworkPublishing", "Publishing", "SettingsFiles", "TestSupport", "TextFormats",
        "Workbook", "WorkedExample",
      ],
      swiftSettings: common),
    .testTarget(
      name: "LiveClassifierTests",
      dependencies: [
        "Charts", "ConvNet", "Datasets", "Figures", "LiveClassifier", "Publishing", "SafeTensors",
        "TestSupport", "Workbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "LiveConvolutionTests",
      dependencies: [
        "Backprop", "ConvNet", "LiveConvolution", "Publishing", "TestSupport", "TextFormats",
        "Workbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "OutcomeMapsTests",
      dependencies: [
        "Backprop", "Charts", "LearningRateAnalysis", "NetworkPublishing", "OutcomeMaps",
        "Publishing", "TestSupport", "Workbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "TrainingRunsTests",
      dependencies: [
        "Charts", "ConvNet", "DatasetSources", "Datasets", "Figures", "Publishing", "RunRecords",
        "SafeTensors", "TestSupport", "TextFormats", "TrainingRuns", "Workbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "RunComparisonTests",
      dependencies: [
        "Charts", "ContentPublishing", "ConvNet", "DocumentRendering", "Figures", "RunComparison",
        "RunRecords", "TextFormats", "Workbook",
      ],
      swiftSettings: common),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Charts", "ConvNet", "Datasets", "Figures", "Publishing", "RunRecords", "SettingsFiles",
        "Studies", "TestSupport", "TrainingRuns",
      ],
      swiftSettings: common),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Backprop", "ContentPublishing", "Datasets", "DocumentRendering", "Publishing", "Reporting",
        "RunRecords", "TestSupport", "TextFormats", "Workbook", "WorkbookVerification",
        "WorkedExample",
      ],
      swiftSettings: common),
    .testTarget(
      name: "CommandTests",
      dependencies: ["SafeTensors", "TestSupport", "TextFormats", "report"],
      swiftSettings: common),
  ] + benchmarks + fuzzer
)

// MARK: - A part of the package

// Test targets named by `GRADBOOK_ONLY`, with commas, and what they are made of; nothing else is built.
// `scripts/sanitize readers` sets it, so that a build from nothing takes a minute and not many.
if let named = environment["GRADBOOK_ONLY"] {
  let known = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
  var wanted: Set<String> = []
  var open = named.split(separator: ",").map(String.init)
  while let name = open.popLast() {
    guard let target = known[name], wanted.insert(name).inserted else { continue }
    for case .byNameItem(let dependency, _) in target.dependencies { open.append(dependency) }
  }
  package.targets.removeAll { !wanted.contains($0.name) }
  package.products.removeAll { !wanted.contains($0.name) }
}
