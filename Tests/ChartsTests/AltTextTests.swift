import Charts
import Testing

@Suite("A chart describes itself in words")
struct AltTextTests {
  func chart(_ series: Series...) -> Chart {
    Chart(title: "LOSS", x: Axis(title: "epoch"), y: Axis(title: "loss"), series: series)
  }

  @Test("A falling curve names its ends, its course and its steepest step")
  func falling() {
    let text = chart(Series(name: "η = 1", values: [0.0141813, 0.004, 0.00019684])).altText
    #expect(
      text == """
        Line chart “LOSS”. Loss falls from 0.01418 to 0.0001968 over 3 epochs at η = 1; \
        monotone; steepest between epochs 1 and 2.
        """)
  }

  @Test("A curve that turns names its extremes")
  func mixed() {
    let text = chart(Series(name: "η = 9", values: [1, 3, 0.5, 2])).altText
    #expect(text.contains("Loss rises from 1 to 2 over 4 epochs at η = 9"))
    #expect(text.contains("smallest 0.5 at epoch 3, largest 3 at epoch 2"))
  }

  @Test("A constant curve stays")
  func constant() {
    #expect(
      chart(Series(name: "", values: [0.25, 0.25])).altText
        == "Line chart “LOSS”. Loss stays at 0.25 over 2 epochs.")
  }

  @Test("Values that are not finite are counted, not hidden")
  func missing() {
    let text = chart(Series(name: "η = 1e9", values: [1, .nan, .infinity])).altText
    #expect(text.contains("over 1 epoch "))
    #expect(text.contains("2 values are not finite"))
    #expect(chart(Series(name: "a", values: [.nan])).altText.contains("no finite value"))
    #expect(chart().altText.contains("It has no data."))
  }

  @Test("Zeros are exact values, told apart from values that are not finite")
  func zeros() {
    let ending = chart(Series(name: "η = 1e6", values: [1, 0.5, 0, 0, .nan])).altText
    #expect(ending.contains("falls from 1 to 0 over 4 epochs"))
    #expect(ending.contains("; exactly 0 from epoch 3 on; 1 value is not finite."))
    let between = chart(Series(name: "a", values: [1, 0, 1, 0, 2])).altText
    #expect(between.contains("smallest 0 at epoch 2"))
    #expect(between.contains("; exactly 0 at 2 epochs."))
    #expect(!chart(Series(name: "a", values: [1, 0])).altText.contains("exactly"))
  }

  @Test("Values carry the unit of their axis")
  func unit() {
    var chart = chart(Series(name: "", values: [85.93, 99.3, 99.09]))
    chart.y = Axis(title: "test accuracy", unit: "%")
    #expect(chart.altText.contains("Test accuracy rises from 85.93 % to 99.09 % over 3 epochs"))
    #expect(chart.altText.contains("smallest 85.93 % at epoch 1, largest 99.3 % at epoch 2"))
  }

  @Test("A companion is not described, a series that breaks off says so")
  func companions() {
    var smoothed = Series(name: "a", values: [3, 2.5])
    smoothed.isDescribed = false
    var raw = Series(name: "a", values: [3, 1])
    raw.breaksOff = true
    let text = chart(raw, smoothed).altText
    #expect(text.contains("falls from 3 to 1") && !text.contains("2.5"))
    #expect(text.contains("it breaks off there."))
  }

  @Test("A curve with a name instead of a condition, over a quantity with a symbol")
  func names() {
    var chart = chart(Series(name: "last loss", x: [0.1, 1, 10], y: [3, 2, 1]))
    chart.x.title = "learning rate η"
    #expect(
      chart.altText == """
        Line chart “LOSS”. Loss falls from 3 to 1 over 3 values of learning rate η \
        (last loss); monotone; steepest between values of learning rate η 0.1 and 1.
        """)
    chart.words = "In other words."
    #expect(chart.altText == "In other words.")
  }

  @Test("Curves without a name only accompany those that have one")
  func unnamed() {
    let text = chart(
      Series(name: "", values: [1, 2]), Series(name: "η = 1", values: [2, 1])
    ).altText
    #expect(text.contains("falls from 2 to 1") && !text.contains("rises"))
  }

  @Test("Logarithmic axes, marks and zones are named")
  func marks() {
    var chart = chart(Series(name: "", values: [1, 2]))
    chart.y.kind = .logarithmic
    chart.referenceLines = [ReferenceLine(.x, at: 1, label: "recommended η = 1")]
    chart.bands = [Band(.x, 1...2, color: .white, label: "converging")]
    #expect(chart.altText.contains("The y axis is logarithmic."))
    #expect(chart.altText.contains("Marked: recommended η = 1."))
    #expect(chart.altText.contains("Zones: converging from 1 to 2."))
    chart.bands[0].words = "converging at 1"
    #expect(chart.altText.contains("Zones: converging at 1."))
  }

  @Test("A heat map names the places of its extremes")
  func heatMap() {
    let map = HeatMap(
      title: "E", x: Axis(title: "epoch"), y: Axis(title: "rate"), xValues: [1, 2],
      yValues: [0.1, 1], values: [4, 3, .nan, 1], valueAxis: Axis(title: "error"))
    #expect(map.altText.contains("Smallest 1 at epoch 2, rate 1; largest 4 at epoch 1, rate 0.1."))
    #expect(map.altText.contains("1 value is not finite."))
    let zeros = HeatMap(
      title: "E", x: Axis(title: "rate"), y: Axis(title: "epoch"), xValues: [1, 2, 3],
      yValues: [1, 2], values: [4, 3, 0, 0, 1, 0], valueAxis: Axis(title: "error"))
    #expect(zeros.altText.contains("Smallest 0 at rate 3, epoch 1 (exactly 0 at 2 rates);"))
  }
}
