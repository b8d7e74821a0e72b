import Backprop
import NetworkFiles
import Publishing
import SettingsFiles
import TestSupport
import Testing
import TextFormats

@Suite("Samples from a CSV file")
struct SampleTableTests {
  private let layers = "layers: [{weights: [[1, 1]], activation: tanh}]\n"

  private func read(_ csv: String, _ data: String) throws -> Result<Network, ReportError> {
    let folder = try TemporaryFolder()
    _ = try folder.write("points.csv", Array(csv.utf8))
    let path = try folder.write("net.yaml", Array("data: \(data)\n\(layers)".utf8))
    return Result { () throws(ReportError) in try NetworkFile.read(path).0 }
  }

  private func message(_ csv: String, _ data: String = "points.csv") throws -> String {
    switch try read(csv, data) {
    case .success: return "accepted"
    case .failure(let error):
      #expect(error.category == .badData)
      return error.message
    }
  }

  @Test("Columns are found by the usual names, or by those that the network file gives")
  func columns() throws {
    let expected = [
      Network.Sample(inputs: [0.5, -1], targets: [1]),
      Network.Sample(inputs: [2e-3, 4], targets: [0]),
    ]
    let usual = try read("t1,i2,name,i1\r\n1,-1,a,0.5\r\n0,4,b,2e-3\r\n", "points.csv").get()
    #expect(usual.samples.map(\.targets) == expected.map(\.targets))
    #expect(usual.samples.map(\.inputs) == [[-1, 0.5], [4, 2e-3]])
    let named = try read(
      "\u{FEFF}x, y ,\"the class\"\n0.5,-1,1\n\n\"2e-3\",4,0",
      "{file: points.csv, inputs: [x, y], targets: [the class]}"
    ).get()
    #expect(named.samples == expected)
  }

  @Test("The manifest names the file with its checksum")
  func source() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("points.csv", Array("i1,i2,t1\n1,2,3\n".utf8))
    let path = try folder.write("net.yaml", Array("data: points.csv\n\(layers)".utf8))
    let source = try NetworkFile.read(path).1
    #expect(source.members.map(\.name) == ["net.yaml", "points.csv"])
    #expect(source.data?.sha256.count == 64)
    #expect(NetworkSource(members: source.members) == source)
  }

  @Test("Names the file, the line, the column and what was expected")
  func faults() throws {
    let head = "i1,i2,t1\n"
    #expect(
      try message(head + "1,2,0\n1,red,0\n")
        == "points.csv, line 3: column i2: 'red' was found where a finite number such as 0.5 was "
        + "expected.")
    #expect(
      try message(head + "1,2,0\n1,nan,0\n").contains("line 3: column i2: 'nan' was found"))
    #expect(
      try message(head + "1,2\n") == "points.csv, line 2: found 2 fields; 3 expected, as in line 1."
    )
    #expect(
      try message(head)
        == "points.csv has no samples; a line with the columns' names was expected, and a line a "
        + "sample.")
    #expect(try message("").hasPrefix("points.csv has no samples"))
    #expect(
      try message("i1,i1,t1\n1,2,3\n")
        == "points.csv, line 1: the column 'i1' stands there twice.")
    #expect(
      try message("x,y,class\n1,2,3\n").contains(
        "line 1: data: no column of points.csv is called i1; say which are the inputs, such as "
          + "{file: points.csv, inputs: [x, y], targets: [class]}; there are x, y, class."))
    #expect(
      try message("x,y,class\n1,2,3\n", "{file: points.csv, inputs: [x, z], targets: [class]}")
        .hasSuffix("data, inputs: points.csv has no column 'z'; there are x, y, class."))
    #expect(
      try message("x,y,class\n1,2,3\n", "{file: points.csv, inputs: [x, y], targets: [clas]}")
        .hasSuffix(
          "points.csv has no column 'clas'; did you mean class? There are x, y, class."))
    #expect(
      try message("x,y,c\n1,\"2,3\n", "{file: points.csv, inputs: [x, y], targets: [c]}")
        == "points.csv, line 2: a quotation mark that nothing closes.")
    #expect(
      try message(head + "1,2,0\n", "points.csv\nsamples: []")
        .contains("data and samples exclude each other"))
    #expect(
      try message(head + "1,2,0\n", "points.csv\ninputs: [1]")
        .contains("inputs and data exclude each other"))
    #expect(
      try message("i1,i2,t1,t2\n1,2,0,1\n")
        == "points.csv, line 2: targets has 2 values; the last layer has 1 neuron, so 1 expected.")
  }

  @Test("A file with far too many rows is refused before its numbers are read")
  func rowLimit() throws {
    let some = "i1,i2,t1\n" + String(repeating: "1,2,0\n", count: 1001)
    #expect(
      try message(some)
        == "points.csv has 1,001 samples; at most 1,000 can be computed here.")
    let many = "i1,i2,t1\n" + String(repeating: "1,x,0\n", count: 1_000_000)
    #expect(
      try message(many)
        == "points.csv has 1,000,000 samples; at most 1,000 can be computed here.")
  }

  @Test("A name leads to no file outside the network file's folder")
  func contained() throws {
    #expect(try message("", "../points.csv").contains("leads out of"))
    #expect(try message("", "/etc/hostname").contains("leads out of"))
  }
}
