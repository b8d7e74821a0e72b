import ConvNet
import Numerals

extension NetworkSummary {
  /// How the numbers of the table come about, in a few paragraphs of plain text.
  package var explanation: String {
    let convolutions = parameters(of: .convolution)
    let norms = parameters(of: .batchNorm)
    let first = layers.first { $0.kind == .convolution }
    let pooled = layers.first { $0.kind == .maxPool }
    var paragraphs = [layerByLayer]
    if let first {
      paragraphs.append(
        """
        Output size: a convolution without padding and with stride 1 leaves H − k + 1 rows of H;
        \(first.name) leaves \(architecture.height) − \(first.kernel) + 1 = \(first.height). \
        A pooling of 2×2 with stride 2 leaves half, rounded down.
        """)
    }
    paragraphs.append(
      """
      Parameters: a convolution without bias has k²·Cin·Cout, a batch norm a factor and a summand
      for each channel, 2·C. Here they are \(FixedText.grouped(convolutions)) + \(FixedText.grouped(norms)) = \
      \(FixedText.grouped(parameters)).
      """)
    paragraphs.append(
      """
      Multiply-adds: a convolution takes k²·Cin multiplications with addition for each of its
      Cout·H·W outputs, a batch norm one (a·x + b) for each of its C·H·W. ReLU, dropout and pooling
      multiply by no parameter and count nothing. Together \(FixedText.grouped(multiplyAdds)) for an image; \
      counts by
      other tools differ where they leave batch norms out (\(FixedText.grouped(multiplyAdds(of: .convolution)))) \
      or count a multiplication
      and an addition as two.
      """)
    if let pooled {
      paragraphs.append(
        """
        Receptive field: with r the side of the square of pixels that a number depends on, and j the
        distance of two neighbors, both 1 at the image, a layer of kernel k and stride s makes
        r ← r + (k − 1)·j and then j ← j·s. Before layer \(pooled.number) j is 1; the max pool there \
        makes r = \(pooled.receptiveField)
        and j = \(pooled.jump). After the last layer r = \(receptiveField).
        """)
    }
    paragraphs.append(
      """
      What the table leaves out: the ReLU after each convolution is a function, not a layer, and
      has no row. One and the same dropout layer is used after every stage, so it has a row for
      each use. The size of a pass counts what each row puts out, twice, for values and gradients,
      four bytes a number, in units of 2²⁰ bytes; the batch's size is not in it.
      """)
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// A row a layer: how its size, parameters and receptive field come from the layer before.
  ///
  /// The rows are indented by four spaces, which makes them a block of code in Markdown.
  private var layerByLayer: String {
    func result(_ formula: String, _ value: Int) -> String {
      formula == "\(value)" ? formula : "\(formula) = \(FixedText.grouped(value))"
    }
    let rows =
      [["Layer (type)", "Output height", "Parameters", "Receptive field"]]
      + layers.map { layer in
        [
          layer.title, result(layer.heightFormula, layer.height),
          result(layer.parameterFormula, layer.parameters),
          layer.kernel > 1
            ? result(layer.receptiveFieldFormula, layer.receptiveField)
            : "\(layer.receptiveField)",
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      "  " + zip(row, widths).map { "  " + right($0, $1) }.joined()
    }.joined(separator: "\n")
  }
}
