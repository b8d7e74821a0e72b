import CXlsxWriter
import Glibc

/// The values that a chart stores beside its ranges.
///
/// libxlsxwriter fills them from number cells and takes the result of every formula to be 0, so that
/// programs which do not calculate draw a flat line along the axis. Here they are filled from the
/// chart's description: `lxw_chart_add_data_cache` makes the list of points and marks the range
/// as filled, and the numbers are then put in.
enum ChartCache {
  /// Stores numbers; those that are not finite become gaps.
  static func fill(_ range: UnsafeMutablePointer<lxw_series_range>?, with values: [Double])
    throws(BookError)
  {
    try fill(range, count: values.count) { index, point in
      point.number = values[index].isFinite ? values[index] : 0
      point.no_data = values[index].isFinite ? 0 : 1
    }
  }

  /// Stores one text, the name of a series.
  static func fill(_ range: UnsafeMutablePointer<lxw_series_range>?, with text: String)
    throws(BookError)
  {
    try fill(range, count: 1) { _, point in
      // Freed by libxlsxwriter together with the point.
      point.string = strdup(text)
      point.is_string = 1
    }
    range?.pointee.has_string_cache = 1
  }

  private static func fill(
    _ range: UnsafeMutablePointer<lxw_series_range>?, count: Int,
    _ set: (Int, inout lxw_series_data_point) -> Void
  ) throws(BookError) {
    guard let range, count > 0, range.pointee.data_cache != nil else { return }
    var zeros = [UInt8](repeating: 0, count: count)
    try lxw_chart_add_data_cache(range, &zeros, UInt16(count), 1, 0)
      .check("lxw_chart_add_data_cache")
    var next = range.pointee.data_cache?.pointee.stqh_first
    var index = 0
    while let point = next, index < count {
      set(index, &point.pointee)
      next = point.pointee.list_pointers.stqe_next
      index += 1
    }
  }
}
