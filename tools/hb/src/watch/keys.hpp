#pragma once
#include <optional>

namespace hb::cli {

/// The keyboard, key by key, without echo; Ctrl-C and Ctrl-Z work as ever. Only where standard input and standard
/// output are a terminal whose foreground is ours: elsewhere there are no keys. The terminal is as it was after the
/// destructor, and after a signal that ends the program. At most one object; used from the main thread.
class Keys {
public:
    Keys();
    Keys(Keys const&) = delete;
    Keys& operator=(Keys const&) = delete;
    ~Keys();

    /// For poll; -1 if there are no keys.
    [[nodiscard]] int descriptor() const;

    /// The next key if one was pressed; call it when the descriptor is readable.
    [[nodiscard]] std::optional<char> next();

    /// Takes the terminal again, if it is ours: after release(), and after we were stopped and continued.
    void hold();

    /// As it was, while another program uses it.
    void release();

private:
    bool terminal_ = false;
};

}  // namespace hb::cli
