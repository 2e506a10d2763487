/// A program the tests need and the machine does not have; the package to install is named.
package struct MissingProgram: Error, CustomStringConvertible {
  let program: String
  let package: String
  package var description: String { "\(program) is missing: apt-get install \(package)" }
}
