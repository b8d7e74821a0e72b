import ArgumentParser
import Charts

extension FigureTheme: ExpressibleByArgument {}
