#pragma once
/// The bit-fields of a source file, private to this component.

#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan {

/// Bit-fields that are declared one after the other: together they are one memory location.
using BitFields = std::vector<std::string>;

/// Those of a whole source file, but for names that may mean something else in it, too.
[[nodiscard]] std::vector<BitFields> bit_fields_in(std::string_view source);

/// Adds those rows that `fields` does not have: two stacks go through the same files.
void append_new(std::vector<BitFields>& fields, std::vector<BitFields> more);

/// True if `name` is declared once, as a bit-field.
[[nodiscard]] bool is_bit_field(std::vector<BitFields> const& all, std::string_view name);

/// True if both are declared once, in the same row.
[[nodiscard]] bool share_memory(std::vector<BitFields> const& all, std::string_view name, std::string_view other);

}  // namespace hb::tsan
