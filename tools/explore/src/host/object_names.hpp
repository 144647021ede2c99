#pragma once
/// What a person calls the objects of a report: variables, their members and elements. Never an address, and never a
/// name that is not certain.

#include <map>
#include <string>
#include <vector>

#include "debug_info.hpp"
#include "report_reader.hpp"
#include "symbols.hpp"

namespace hb::explore {

/// The objects of one failure as the runtime says them, with the size of what is accessed there, and the blocks of the
/// heap that they are in. The same object gets the same name, two objects get different ones.
[[nodiscard]] std::map<std::string, std::string> names_of(std::map<std::string, unsigned> const& objects,
                                                          std::vector<RawBlock> const& blocks,
                                                          DebugInfo const& debug_info, Symbols const& symbols);

}  // namespace hb::explore
