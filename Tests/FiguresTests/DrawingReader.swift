import Figures

extension Drawing {
  /// The texts, in order.
  var texts: [TextRun] {
    commands.compactMap { if case .text(let run) = $0 { run } else { nil } }
  }

  /// The filled shapes, in order.
  var fills: [(Shape, Paint)] {
    commands.compactMap { if case .fill(let shape, let paint) = $0 { (shape, paint) } else { nil } }
  }

  /// The outlines, in order.
  var strokes: [(Shape, Stroke)] {
    commands.compactMap {
      if case .stroke(let shape, let stroke) = $0 { (shape, stroke) } else { nil }
    }
  }

  /// The images, in order.
  var images: [(Raster, Rect)] {
    commands.compactMap {
      if case .image(let raster, let rect) = $0 { (raster, rect) } else { nil }
    }
  }

  /// The polylines that are drawn within the clip: the curves of a chart.
  var curves: [(points: [Point], stroke: Stroke)] {
    var isInside = false
    var curves: [(points: [Point], stroke: Stroke)] = []
    for command in commands {
      switch command {
      case .beginClip: isInside = true
      case .endClip: isInside = false
      case .stroke(.polyline(let points, _), let stroke) where isInside:
        curves.append((points, stroke))
      default: break
      }
    }
    return curves
  }
}
