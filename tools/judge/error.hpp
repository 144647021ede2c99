#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace hb {

/// Something outside the program is not as it must be. what() says what and where; mend() says how to put it right.
class UserError : public std::runtime_error {
public:
    UserError(std::string const& what, std::string mend) : std::runtime_error{what}, mend_{std::move(mend)} {}
    [[nodiscard]] std::string const& mend() const { return mend_; }

private:
    std::string mend_;
};

/// The same, in a line of a file.
class FileError : public UserError {
public:
    FileError(std::filesystem::path file, int line, std::string fault, std::string mend)
        : UserError{file.string() + ":" + std::to_string(line) + ": " + fault, std::move(mend)},
          file_{std::move(file)},
          line_{line},
          fault_{std::move(fault)} {}
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }
    [[nodiscard]] int line() const { return line_; }
    [[nodiscard]] std::string const& fault() const { return fault_; }  ///< what(), without the place

private:
    std::filesystem::path file_;
    int line_;
    std::string fault_;
};

}  // namespace hb
