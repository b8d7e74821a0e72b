import ArgumentParser

/// Where a result goes and how it is written: files, or one form of it to standard output.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case files, table, csv, json
}
