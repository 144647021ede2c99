#pragma once
/// What a program's debug information (DWARF) says of its variables and types. Read by libdw (elfutils).

#include <elfutils/libdw.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::explore {

class DebugInfo {
public:
    /// Without debug information, or if the file cannot be read, nothing is found.
    explicit DebugInfo(std::filesystem::path const& program);
    ~DebugInfo();
    DebugInfo(DebugInfo const&) = delete;
    DebugInfo& operator=(DebugInfo const&) = delete;

    struct Variable {
        Dwarf_Die die;
        std::int64_t offset = 0;  ///< of the place asked for, from where the variable begins
    };

    [[nodiscard]] std::optional<Variable> global(std::uint64_t address) const;
    [[nodiscard]] std::optional<Variable> thread_local_at(std::uint64_t offset) const;
    /// None if more than one variable is said to be there.
    [[nodiscard]] std::optional<Variable> in_frame(std::uint64_t function, std::int64_t offset) const;

    /// The function whose code is there.
    [[nodiscard]] std::optional<Dwarf_Die> function_at(std::uint64_t address) const;
    /// The class of which it is a member; none if it is in none.
    [[nodiscard]] std::optional<Dwarf_Die> class_of(Dwarf_Die function) const;
    /// The variable that the function declares in that line; none if it declares none, or several.
    [[nodiscard]] std::optional<Dwarf_Die> declared_at(Dwarf_Die function, int line) const;
    /// Classes, in whatever namespace, and types such as int.
    [[nodiscard]] std::vector<Dwarf_Die> types_named(std::string const& name) const;

private:
    void read(Dwarf_Die die);
    void note_variable(Dwarf_Die& die);

    int file_ = -1;
    Dwarf* debug_ = nullptr;
    std::map<std::uint64_t, Dwarf_Die> globals_;        ///< by address
    std::map<std::uint64_t, Dwarf_Die> thread_locals_;  ///< by offset
    std::map<std::uint64_t, Dwarf_Die> functions_;      ///< by address
    std::multimap<std::string, Dwarf_Die, std::less<>> types_;
};

/// The type of a variable, member or the like, without typedefs and const; none if it has none.
[[nodiscard]] std::optional<Dwarf_Die> type_of(Dwarf_Die die);
[[nodiscard]] std::uint64_t size_of(Dwarf_Die type);
[[nodiscard]] std::string_view name_of(Dwarf_Die die);
/// A template's argument that is a type, by its place among those.
[[nodiscard]] std::optional<Dwarf_Die> type_argument(Dwarf_Die die, int place = 0);

/// A place in an object, as C++ says it.
struct Path {
    std::string text;   ///< ".key", "[3].next"; empty for the object itself
    std::string inner;  ///< if it is in the inside of an object of the standard library: its name there, "finish"
    std::uint64_t beyond = 0;  ///< bytes behind the beginning of what the text names
    Dwarf_Die held{};          ///< the type of the object that an object of the library's keeps for the program
    bool holds = false;        ///< there is one, and the place is in it: `text` begins there
};

/// `offset` bytes behind the beginning of an object of that type, `size` bytes; none if that is not within the object.
[[nodiscard]] std::optional<Path> path_in(Dwarf_Die type, std::uint64_t offset, std::uint64_t size);

/// Of the standard library.
[[nodiscard]] bool is_library_type(Dwarf_Die type);

}  // namespace hb::explore
