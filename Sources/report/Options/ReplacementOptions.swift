import ArgumentParser

/// Whether results of another network may be replaced.
struct ReplacementOptions: ParsableArguments {
  @Flag(help: "Replace the results of another network in the output folder.")
  var replace = false
}
