// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "gradbook-benchmarks",
  dependencies: [
    .package(name: "gradbook", path: "..")
  ],
  targets: [
    .executableTarget(
      name: "bench",
      dependencies: [
        .product(name: "Backprop", package: "gradbook"),
        .product(name: "Charts", package: "gradbook"),
        .product(name: "ConvNet", package: "gradbook"),
        .product(name: "Datasets", package: "gradbook"),
        .product(name: "Figures", package: "gradbook"),
        .product(name: "Reporting", package: "gradbook"),
        .product(name: "SafeTensors", package: "gradbook"),
        .product(name: "Workbook", package: "gradbook"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        // Peers written in Swift inside this target must be as optimised as what they stand beside.
        .unsafeFlags(["-O"], .when(configuration: .debug)),
      ])
  ]
)
