// swift-tools-version: 6.1

import Foundation
import PackageDescription

// MARK: - Settings

/// Warnings are errors when `GRADBOOK_STRICT` is set, as `.ci/run` does; dependencies are spared.
let strict: [SwiftSetting] =
  ProcessInfo.processInfo.environment["GRADBOOK_STRICT"] == nil
  ? [] : [.unsafeFlags(["-warnings-as-errors"])]

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
  if let wanted = ProcessInfo.processInfo.environment["GRADBOOK_ARCH"] {
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

/// Optimised in debug builds too: a debug build must not be slow where it matters.
///
/// `-num-threads` makes whole-module optimisation write one object file a source file, which is
/// what a debug build links.
let hot: [SwiftSetting] =
  common + [
    .unsafeFlags(
      ["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
  ]

/// As `hot`, and for this processor.
let numeric: [SwiftSetting] =
  hot + (architecture.map { [.unsafeFlags(["-Xcc", "-march=\($0)"])] } ?? [])

/// The plugin for documentation, only when it is asked for.
///
/// `make docs` asks for it. It would be built with every run of the tests otherwise.
let documentation: [Package.Dependency] =
  ProcessInfo.processInfo.environment["GRADBOOK_DOCS"] == "1"
  ? [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")] : []

// MARK: - Package

let package = Package(
  name: "gradbook",
  products: [
    .executable(name: "report", targets: ["report"]),
    .library(name: "Backprop", targets: ["Backprop"]),
    .library(name: "Charts", targets: ["Charts"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "Workbook", targets: ["Workbook"]),
    .library(name: "SafeTensors", targets: ["SafeTensors"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "ConvNet", targets: ["ConvNet"]),
    .library(name: "Reporting", targets: ["Reporting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ] + documentation,
  targets: [
    // C libraries
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter"),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo"),
    .target(
      name: "CPng", cSettings: [.unsafeFlags(["-O2"])], linkerSettings: [.linkedLibrary("png")]),
    .systemLibrary(name: "COneDNN"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CMarkdown", pkgConfig: "libcmark-gfm"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),

    // Values and arithmetic
    .target(name: "Backprop", swiftSettings: numeric),
    .target(name: "Charts", swiftSettings: hot),
    .target(name: "SafeTensors", swiftSettings: hot),

    // Rooms with one C library each
    .target(name: "Figures", dependencies: ["CCairo", "CPng", "Charts"], swiftSettings: hot),
    .target(
      name: "Workbook", dependencies: ["CXlsxWriter", "CZlib", "Charts"], swiftSettings: hot),
    .target(name: "Datasets", dependencies: ["CZlib"], swiftSettings: numeric),
    .target(
      name: "ConvNet", dependencies: ["COneDNN", "Datasets", "SafeTensors"], swiftSettings: numeric),

    // What is written, and the command line
    .target(
      name: "Reporting",
      dependencies: [
        "Backprop", "CCurl", "CMarkdown", "Charts", "ConvNet", "Datasets", "Figures",
        "SafeTensors", "Workbook",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: hot),
    .executableTarget(
      name: "report",
      dependencies: [
        "Backprop", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: common),

    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: hot),
    .testTarget(
      name: "BackpropTests", dependencies: ["Backprop", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "FiguresTests", dependencies: ["Charts", "Figures", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "WorkbookTests", dependencies: ["Charts", "Workbook", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "SafeTensorsTests", dependencies: ["SafeTensors", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "SafeTensors", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ConvNetTests", dependencies: ["ConvNet", "Datasets", "SafeTensors", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ReportingTests", dependencies: ["Charts", "Reporting", "TestSupport", "Workbook"],
      swiftSettings: common),
    .testTarget(
      name: "CommandTests", dependencies: ["SafeTensors", "report", "TestSupport"],
      swiftSettings: common),
  ]
)
