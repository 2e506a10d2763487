/// A program that was started and did not do its part.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
}
