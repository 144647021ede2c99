#pragma once
/// What lies in the blocks of the heap, and what holds them: told by who allocated them.

#include <optional>
#include <string>
#include <vector>

#include "debug_info.hpp"
#include "report_reader.hpp"
#include "symbols.hpp"

namespace hb::explore {

struct HeapBlock {
    RawBlock raw;
    std::optional<Dwarf_Die> type;  ///< of what lies in it, or of its elements; none if that is not certain
    std::string variable;           ///< declared where it was allocated, to hold it; empty if that is not certain
    std::string origin;             ///< where the program had it allocated: "queue.hpp:17"; empty if that is not known
    bool elements = false;
    int number = 1;  ///< among the blocks of which the same is known
};

[[nodiscard]] std::vector<HeapBlock> explain_blocks(std::vector<RawBlock> const& blocks, DebugInfo const& debug_info,
                                                    Symbols const& symbols);

}  // namespace hb::explore
