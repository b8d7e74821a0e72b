import Charts
import Testing

@testable import Workbook

/// The expectations are the schemas and examples of ECMA-376, part 1: 21.2 for charts, 18.3 for
/// sheets.
@Suite("Charts and sheets are written element by element as ECMA-376 documents them")
struct ChartPartTests {
  /// A sheet with two columns of results and every kind of object, and charts of both kinds.
  private static func file(followsData: Bool = false) throws -> [UInt8] {
    let losses = [[1.0, 0.1, 0.01], [1, 0.5, .infinity]]
    var sheet = Sheet("It's η")
    sheet.blocks = [ColumnBlock(column: 0, firstRow: 1, .numbers([1, 2, 3]))]
    for (index, values) in losses.enumerated() {
      sheet.blocks.append(
        ColumnBlock(
          column: 1 + index, firstRow: 1,
          .formulas(FormulaTemplate("A2*1", writtenForRow: 1), results: values)))
      // One name is a text; the other one is the result of a formula, which libxlsxwriter does not
      // store with the chart.
      let name = "η = \(index + 1)"
      sheet.set(
        CellAddress(row: 0, column: 1 + index),
        index == 0 ? .text(name) : .formula(Formula("\"η = \"&\(index + 1)", text: name)))
    }
    sheet.set("F1", .text("note"), note: Note("A note"))
    sheet.set("F2", .link(Link(web: "https://example.org/", text: "page")))
    sheet.merged = [CellRange("F4", "G4")]
    sheet.conditionalFormats = [
      ConditionalFormat(CellRange("B2", "B4"), .scale(low: .white, high: .black))
    ]
    sheet.print.rowBreaks = [2]
    sheet.filter = CellRange("A1", "C4")
    let sources = (1...2).map { column in
      NativeChart.Source(
        name: CellRange(sheet: sheet.name, column: column, rows: 0..<1),
        x: CellRange(sheet: sheet.name, column: 0, rows: 1..<4),
        y: CellRange(sheet: sheet.name, column: column, rows: 1..<4))
    }
    var styles = [SeriesStyle(), SeriesStyle()]
    styles[1].dash = .dashed
    styles[1].marker = .triangle
    let series = zip(losses, styles).enumerated().map { index, element in
      Series(name: "η = \(index + 1)", values: element.0, style: element.1)
    }
    let scatter = Chart(
      title: "Loss & <rate>", x: Axis(title: "epoch", range: 0...4, majorUnit: 1),
      y: Axis(title: "E", kind: .logarithmic, range: 0.01...1), series: series,
      legend: .bottom, theme: .plain)
    var line = scatter
    line.x = Axis(title: "epoch", kind: .category)
    line.y = Axis(title: "E", range: 0...1, majorUnit: 0.5)
    sheet.charts = [scatter, line].map {
      NativeChart(
        $0, sources: sources, at: "H2", followsData: followsData, altText: "It falls.")
    }
    return try Book(sheets: [sheet]).encoded()
  }

  private static let axis = [
    "c:axId", "c:scaling", "c:delete", "c:axPos", "c:majorGridlines", "c:minorGridlines",
    "c:title", "c:numFmt", "c:majorTickMark", "c:minorTickMark", "c:tickLblPos", "c:spPr",
    "c:txPr", "c:crossAx", "c:crosses", "c:crossesAt",
  ]

  /// The children of each element in the order of the schema.
  private static let orders = [
    "c:chartSpace": [
      "c:date1904", "c:lang", "c:roundedCorners", "c:style", "c:clrMapOvr", "c:protection",
      "c:chart", "c:spPr", "c:txPr", "c:externalData", "c:printSettings", "c:userShapes",
    ],
    "c:chart": [
      "c:title", "c:autoTitleDeleted", "c:plotArea", "c:legend", "c:plotVisOnly",
      "c:dispBlanksAs",
    ],
    "c:title": ["c:tx", "c:layout", "c:overlay", "c:spPr", "c:txPr"],
    "c:plotArea": [
      "c:layout", "c:lineChart", "c:scatterChart", "c:catAx", "c:valAx", "c:dTable", "c:spPr",
    ],
    "c:lineChart": [
      "c:grouping", "c:varyColors", "c:ser", "c:dLbls", "c:dropLines", "c:hiLowLines",
      "c:upDownBars", "c:marker", "c:smooth", "c:axId",
    ],
    "c:scatterChart": ["c:scatterStyle", "c:varyColors", "c:ser", "c:dLbls", "c:axId"],
    "c:ser": [
      "c:idx", "c:order", "c:tx", "c:spPr", "c:marker", "c:dPt", "c:dLbls", "c:trendline",
      "c:errBars", "c:cat", "c:val", "c:xVal", "c:yVal", "c:smooth",
    ],
    "c:catAx": axis + [
      "c:auto", "c:lblAlgn", "c:lblOffset", "c:tickLblSkip", "c:tickMarkSkip", "c:noMultiLvlLbl",
    ],
    "c:valAx": axis + ["c:crossBetween", "c:majorUnit", "c:minorUnit", "c:dispUnits"],
    "c:scaling": ["c:logBase", "c:orientation", "c:max", "c:min"],
    "c:legend": ["c:legendPos", "c:legendEntry", "c:layout", "c:overlay", "c:spPr", "c:txPr"],
    "c:numRef": ["c:f", "c:numCache"], "c:numCache": ["c:formatCode", "c:ptCount", "c:pt"],
    "c:strRef": ["c:f", "c:strCache"], "c:strCache": ["c:ptCount", "c:pt"], "c:pt": ["c:v"],
    "a:ln": ["a:noFill", "a:solidFill", "a:prstDash", "a:round"],
    "worksheet": [
      "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData",
      "sheetProtection", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
      "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
      "colBreaks", "ignoredErrors", "drawing", "legacyDrawing", "tableParts", "extLst",
    ],
    "c": ["f", "v", "is"],
  ]

  @Test("Every element stands where the schema wants it", arguments: [false, true])
  func order(followsData: Bool) throws {
    let file = try Self.file(followsData: followsData)
    for part in ["xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/worksheets/sheet1.xml"] {
      let tree = try XMLTree(part, of: file)
      #expect(tree.violations(of: Self.orders) == [])
    }
    // What is asked for is there at all.
    let sheet = try XMLTree("xl/worksheets/sheet1.xml", of: file)
    for name in [
      "autoFilter", "mergeCells", "conditionalFormatting", "hyperlinks", "rowBreaks", "drawing",
      "legacyDrawing",
    ] {
      #expect(sheet[name] != nil, "\(name) is missing")
    }
  }

  @Test("Paper, its edges and what is fitted to it stand in the file as ECMA-376 numbers them")
  func paper() throws {
    var sheet = Sheet("paper")
    sheet.set("A1", .number(1))
    sheet.print = PrintSetup(
      paper: .a3, landscape: true, fitsOnePageHigh: true, area: CellRange("A1", "B2"))
    sheet.print.margins = .init(left: 0.4, right: 0.3, top: 0.5, bottom: 0.6)
    let file = try Book(sheets: [sheet]).encoded()
    let tree = try XMLTree("xl/worksheets/sheet1.xml", of: file)
    let setup = try #require(tree["pageSetup"]).attributes
    #expect(setup["paperSize"] == "8" && setup["orientation"] == "landscape")
    #expect(tree["sheetPr/pageSetUpPr"]?.attributes["fitToPage"] == "1")
    // One page wide and high is what the schema takes where nothing is said.
    #expect(setup["fitToWidth"] ?? "1" == "1" && setup["fitToHeight"] ?? "1" == "1")
    let margins = try #require(tree["pageMargins"]).attributes
    #expect(margins["left"] == "0.4" && margins["right"] == "0.3")
    #expect(margins["top"] == "0.5" && margins["bottom"] == "0.6")
    let names = try XMLTree("xl/workbook.xml", of: file)
    #expect(names["definedNames/definedName"]?.text == "paper!$A$1:$B$2")
    sheet.print.fitsOnePageHigh = false
    let tall = try XMLTree("xl/worksheets/sheet1.xml", of: Book(sheets: [sheet]).encoded())
    #expect(tall["pageSetup"]?.attributes["fitToHeight"] == "0")
    sheet.print.margins.left = -1
    #expect(throws: BookError.self) { try Book(sheets: [sheet]).check() }
  }

  @Test("A scatter chart: series, caches, logarithmic axis, dashes, markers, legend")
  func scatter() throws {
    let chart = try XMLTree("xl/charts/chart1.xml", of: Self.file())
    let lines = chart.lines(leaving: ["c:txPr", "c:title", "c:majorGridlines", "c:printSettings"])
    let series = lines.drop { $0 != "    c:ser" }.prefix { !$0.hasPrefix("    c:axId") }
    let second = series.dropFirst().drop { $0 != "    c:ser" }
      .filter { !$0.contains("a:") && !$0.contains("spPr") }
    #expect(
      second == [
        "    c:ser",
        "     c:idx val=1",
        "     c:order val=1",
        "     c:tx",
        "      c:strRef",
        "       c:f 'It''s η'!$C$1",
        "       c:strCache",
        "        c:ptCount val=1",
        "        c:pt idx=0",
        "         c:v η = 2",
        "     c:marker",
        "      c:symbol val=triangle",
        // Seven pixels are five points.
        "      c:size val=5",
        "     c:xVal",
        "      c:numRef",
        "       c:f 'It''s η'!$A$2:$A$4",
        "       c:numCache",
        "        c:formatCode General",
        "        c:ptCount val=3",
        "        c:pt idx=0",
        "         c:v 1",
        "        c:pt idx=1",
        "         c:v 2",
        "        c:pt idx=2",
        "         c:v 3",
        "     c:yVal",
        "      c:numRef",
        "       c:f 'It''s η'!$C$2:$C$4",
        "       c:numCache",
        "        c:formatCode General",
        "        c:ptCount val=3",
        "        c:pt idx=0",
        "         c:v 1",
        "        c:pt idx=1",
        "         c:v 0.5",
      ])
    let dashes = chart.all("c:ser").map { $0["c:spPr/a:ln/a:prstDash"]?.attributes["val"] }
    #expect(dashes == [nil, "dash"])
    let axes = chart.all("c:valAx")
    #expect(
      axes.map { $0["c:scaling"]?.lines() ?? [] } == [
        ["c:scaling", " c:orientation val=minMax", " c:max val=4", " c:min val=0"],
        [
          "c:scaling", " c:logBase val=10", " c:orientation val=minMax", " c:max val=1",
          " c:min val=0.01",
        ],
      ])
    #expect(axes.map { $0["c:axPos"]?.attributes["val"] } == ["b", "l"])
    // Each axis names the other one, and the chart names both.
    let ids = axes.map { $0["c:axId"]?.attributes["val"] }
    #expect(axes.map { $0["c:crossAx"]?.attributes["val"] } == ids.reversed())
    #expect(
      chart["c:chart/c:plotArea/c:scatterChart"]?.children.filter { $0.name == "c:axId" }
        .map { $0.attributes["val"] } == ids)
    #expect(chart["c:chart/c:legend/c:legendPos"]?.attributes["val"] == "b")
    #expect(chart["c:chart/c:title"]?.all("a:t").map(\.text) == ["Loss & <rate>"])
    #expect(axes.map { $0["c:title"]?.all("a:t").map(\.text) ?? [] } == [["epoch"], ["E"]])
  }

  @Test("A line chart has a category axis; one that follows its cells states no range")
  func line() throws {
    func chart(followsData: Bool) throws -> XMLTree {
      try XMLTree("xl/charts/chart2.xml", of: Self.file(followsData: followsData))
    }
    let fixed = try chart(followsData: false)
    #expect(fixed["c:chart/c:plotArea/c:lineChart/c:grouping"]?.attributes["val"] == "standard")
    #expect(fixed.all("c:cat").count == 2 && fixed.all("c:xVal").isEmpty)
    #expect(fixed.all("c:catAx").count == 1)
    #expect(
      fixed.all("c:valAx").first?["c:scaling"]?.lines()
        == ["c:scaling", " c:orientation val=minMax", " c:max val=1", " c:min val=0"])
    #expect(fixed.all("c:valAx").first?["c:majorUnit"]?.attributes["val"] == "0.5")
    let free = try chart(followsData: true)
    #expect(free.all("c:valAx").first?["c:scaling/c:max"] == nil)
    #expect(free.all("c:valAx").first?["c:majorUnit"] == nil)
  }
}
