import Foundation

/// LibreOffice as an outside program that recalculates every formula of a workbook.
public enum OutsideSpreadsheet {
  private static let places = [
    "/usr/bin/soffice", "/usr/bin/libreoffice", "/usr/lib/libreoffice/program/soffice",
  ]

  /// Where the program is; nil where it is not installed.
  public static let path = OutsideProgram.find(places)

  /// Whether tests that need the program run, by the rule of ``OutsideProgram/isExpected(_:)``.
  public static let isExpected = OutsideProgram.isExpected(places)

  /// Recalculates a workbook and reads what came out.
  ///
  /// A profile of its own, thrown away afterwards, forces every formula to be computed anew:
  /// without it, the stored results would be taken over.
  ///
  /// - Parameter workbook: The path of an XLSX file.
  /// - Returns: The recalculated workbook, whose numbers have 15 digits.
  /// - Throws: What the programs say.
  public static func recalculate(_ workbook: String) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    try folder.write("profile/user/registrymodifications.xcu", profile)
    let arguments = [
      "-env:UserInstallation=file://\(folder.file("profile"))", "--headless", "--convert-to",
      "xlsx:Calc MS Excel 2007 XML", "--outdir", folder.file("out"), workbook,
    ]
    let run = try OutsideProgram.run(path ?? "soffice", arguments)
    let name = URL(fileURLWithPath: workbook).lastPathComponent
    guard run.code == 0 else {
      throw UnreadableWorkbook(reason: String(decoding: run.errors, as: UTF8.self))
    }
    return try OutsideWorkbook(path: folder.file("out/\(name)"))
  }

  /// How many pages LibreOffice prints.
  ///
  /// - Parameter workbook: The path of an XLSX file.
  /// - Returns: The number of pages.
  /// - Throws: What the program says.
  public static func printedPages(_ workbook: String) throws -> Int {
    let folder = try TemporaryFolder()
    let run = try OutsideProgram.run(
      path ?? "soffice",
      [
        "-env:UserInstallation=file://\(folder.file("profile"))", "--headless", "--convert-to",
        "pdf", "--outdir", folder.file("out"), workbook,
      ])
    guard run.code == 0 else {
      throw UnreadableWorkbook(reason: String(decoding: run.errors, as: UTF8.self))
    }
    let name = URL(fileURLWithPath: workbook).deletingPathExtension().lastPathComponent
    let file = try Data(contentsOf: URL(fileURLWithPath: folder.file("out/\(name).pdf")))
    // The catalog of pages has the type Pages.
    return (String(data: file, encoding: .isoLatin1) ?? "").matches(of: #/\/Type\s*\/Page\b/#).count
  }

  /// Where Gnumeric's converter is; nil where it is not installed.
  private static let gnumeric = OutsideProgram.find(["/usr/bin/ssconvert"])

  /// Whether Gnumeric is installed.
  public static var hasGnumeric: Bool { gnumeric != nil }

  /// Recalculates a workbook in Gnumeric and reads what came out.
  ///
  /// - Parameter workbook: The path of an XLSX file.
  /// - Returns: The recalculated workbook.
  /// - Throws: What the programs say.
  public static func recalculateInGnumeric(_ workbook: String) throws -> OutsideWorkbook {
    let folder = try TemporaryFolder()
    let result = folder.file("recalculated.xlsx")
    let run = try OutsideProgram.run(
      gnumeric ?? "ssconvert", ["--recalc", workbook, result])
    guard run.code == 0 else {
      throw UnreadableWorkbook(reason: String(decoding: run.errors, as: UTF8.self))
    }
    return try OutsideWorkbook(path: result)
  }

  private static let profile = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry"
      xmlns:xs="http://www.w3.org/2001/XMLSchema"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
    </oor:items>
    """
}
