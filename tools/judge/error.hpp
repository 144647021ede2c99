#pragma once
#include <stdexcept>
#include <string>

namespace hb {

/// Something outside the program is not as it must be. what() says what and where; mend() says how to put it right.
class UserError : public std::runtime_error {
public:
    UserError(std::string const& what, std::string mend) : std::runtime_error{what}, mend_{std::move(mend)} {}
    [[nodiscard]] std::string const& mend() const { return mend_; }

private:
    std::string mend_;
};

}  // namespace hb
