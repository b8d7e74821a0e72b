import CXlsxWriter

extension SheetEmitter {
  /// Sets what lies over the cells: rules, images and charts.
  func emitObjects(
    formats: FormatTable, workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(BookError) {
    for rule in sheet.validations { try set(rule) }
    for format in sheet.conditionalFormats { try set(format, formats: formats) }
    for image in sheet.images { try insert(image) }
    for chart in sheet.charts {
      try ChartEmitter(chart: chart, workbook: workbook).insert(on: pointer)
    }
  }

  private func set(_ rule: Validation) throws(BookError) {
    var strings = CStrings()
    var validation = lxw_data_validation()
    validation.input_title = strings.text(rule.title)
    validation.input_message = strings.text(rule.hint)
    validation.error_message = strings.text(rule.complaint)
    let between = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    var choices: [UnsafeMutablePointer<CChar>?] = [nil]
    switch rule.rule {
    case .number(let range):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      validation.criteria = between
      validation.minimum_number = range.lowerBound
      validation.maximum_number = range.upperBound
    case .numberAbove(let bound):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN.rawValue)
      validation.value_number = bound
    case .wholeNumber(let range):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      validation.criteria = between
      validation.minimum_number = Double(range.lowerBound)
      validation.maximum_number = Double(range.upperBound)
    case .oneOf(let texts):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      choices = []
      for text in texts { choices.append(strings.text(text)) }
      choices.append(nil)
    case .formula(let formula):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_CUSTOM_FORMULA.rawValue)
      validation.value_formula = strings.text("=" + formula)
    }
    let code = choices.withUnsafeMutableBufferPointer { list in
      validation.value_list = rule.rule.isList ? list.baseAddress : nil
      return worksheet_data_validation_range(
        pointer, lxw_row_t(rule.range.first.row), lxw_col_t(rule.range.first.column),
        lxw_row_t(rule.range.last.row), lxw_col_t(rule.range.last.column), &validation)
    }
    try code.check("worksheet_data_validation_range for \(rule.range) of \(sheet.name)")
  }

  private func set(_ rule: ConditionalFormat, formats: FormatTable) throws(BookError) {
    var strings = CStrings()
    var format = lxw_conditional_format()
    let cell = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
    switch rule.rule {
    case .above(let bound, let style):
      format.type = cell
      format.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN.rawValue)
      format.value = bound
      format.format = try formats.make(style)
    case .atMost(let bound, let style):
      format.type = cell
      format.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
      format.value = bound
      format.format = try formats.make(style)
    case .formula(let text, let style):
      format.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
      format.value_string = strings.text("=" + text)
      format.format = try formats.make(style)
    case .textContains(let text, let style):
      format.type = UInt8(LXW_CONDITIONAL_TYPE_TEXT.rawValue)
      format.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_TEXT_CONTAINING.rawValue)
      format.value_string = strings.text(text)
      format.format = try formats.make(style)
    case .scale(let low, let high):
      format.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
      format.min_color = low.code
      format.max_color = high.code
    case .scale3(let low, let middle, let high):
      format.type = UInt8(LXW_CONDITIONAL_3_COLOR_SCALE.rawValue)
      format.min_color = low.code
      format.mid_color = middle.code
      format.max_color = high.code
    case .fixedScale(let low, let middle, let high):
      let number = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      format.type = UInt8(LXW_CONDITIONAL_3_COLOR_SCALE.rawValue)
      format.min_rule_type = number
      format.min_value = low.value
      format.min_color = low.color.code
      format.mid_rule_type = number
      format.mid_value = middle.value
      format.mid_color = middle.color.code
      format.max_rule_type = number
      format.max_value = high.value
      format.max_color = high.color.code
    case .bar(let color):
      format.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
      format.bar_color = color.code
      format.bar_solid = 1
    }
    try worksheet_conditional_format_range(
      pointer, lxw_row_t(rule.range.first.row), lxw_col_t(rule.range.first.column),
      lxw_row_t(rule.range.last.row), lxw_col_t(rule.range.last.column), &format
    ).check("worksheet_conditional_format_range for \(rule.range) of \(sheet.name)")
  }

  private func insert(_ image: SheetImage) throws(BookError) {
    guard let header = PNGHeader(image.png) else { throw .notAnImage(image.altText) }
    var strings = CStrings()
    var options = lxw_image_options()
    // libxlsxwriter shows `pixels · scale · 96 / dots an inch`.
    options.x_scale =
      image.width / Double(header.width) * LibraryDensity.of(header.horizontalDensity) / 96
    options.y_scale =
      image.height / Double(header.height) * LibraryDensity.of(header.verticalDensity) / 96
    options.x_offset = Int32(clamping: image.offsetX)
    options.y_offset = Int32(clamping: image.offsetY)
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    options.description = strings.text(image.altText)
    let code = image.png.withUnsafeBufferPointer { bytes in
      worksheet_insert_image_buffer_opt(
        pointer, lxw_row_t(image.anchor.row), lxw_col_t(image.anchor.column),
        bytes.baseAddress, bytes.count, &options)
    }
    try code.check("worksheet_insert_image_buffer_opt for \(image.anchor) of \(sheet.name)")
  }
}

/// The resolution that libxlsxwriter takes an image to have.
private enum LibraryDensity {
  /// A file that states 0 is shown as if it had 96 dots an inch.
  static func of(_ stated: Double) -> Double { stated > 0 ? stated : 96 }
}

extension Validation.Rule {
  fileprivate var isList: Bool {
    if case .oneOf = self { return true }
    return false
  }
}
