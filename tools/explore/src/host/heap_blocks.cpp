#include "heap_blocks.hpp"

#include <dwarf.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>

namespace hb::explore {
namespace {

bool same_type(Dwarf_Die one, Dwarf_Die other) {
    return name_of(one) == name_of(other) && size_of(one) == size_of(other) && dwarf_tag(&one) == dwarf_tag(&other);
}

std::string line_of(Place const& place) {
    std::ifstream file{place.file};
    std::string line;
    for (auto number = 0; number < place.line; ++number)
        if (!std::getline(file, line)) return {};
    return line;
}

/// The name of the type in `new Type{...}`, if that is what stands there.
std::string name_of_created_type(Place const& place) {
    auto const line = line_of(place);
    std::string_view text = line;
    constexpr std::string_view keyword = "new ";
    if (place.column < 1 || text.size() < static_cast<std::size_t>(place.column)) return {};
    text.remove_prefix(static_cast<std::size_t>(place.column - 1));
    if (!text.starts_with(keyword)) return {};
    text.remove_prefix(keyword.size());
    std::size_t end = 0;
    for (auto depth = 0; end < text.size(); ++end) {
        auto const character = text[end];
        if (character == '<') ++depth;
        if (character == '>') --depth;
        auto const is_word =
            std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_' || character == ':';
        if (!is_word && character != '>' && depth <= 0) break;
    }
    // An array of a class may have its length in front.
    auto const rest = text.substr(end);
    if (rest.starts_with('[') || rest.starts_with(" [") || rest.starts_with('*') || rest.starts_with(" *")) return {};
    return std::string{text.substr(0, end)};
}

/// A template's argument of that name.
std::optional<Dwarf_Die> argument_named(Dwarf_Die scope, std::string_view name) {
    Dwarf_Die child;
    if (dwarf_child(&scope, &child) != 0) return {};
    do
        if (dwarf_tag(&child) == DW_TAG_template_type_parameter && name_of(child) == name) return type_of(child);
    while (dwarf_siblingof(&child, &child) == 0);
    return {};
}

std::optional<Dwarf_Die> type_named(std::string const& name, std::uint64_t size, DebugInfo const& debug_info) {
    auto const last =
        name.substr(name.rfind("::", name.find('<')) == name.npos ? 0 : name.rfind("::", name.find('<')) + 2);
    std::optional<Dwarf_Die> found;
    for (auto const type : debug_info.types_named(last)) {
        if (size_of(type) != size) continue;
        // Of one definition in several files any will do; two classes of one name are too many.
        if (found && is_library_type(*found) != is_library_type(type)) return {};
        found = type;
    }
    return found;
}

/// What the standard library's containers allocate by std::__new_allocator<T>::allocate.
std::optional<Dwarf_Die> allocator_s_type(RawBlock const& block, DebugInfo const& debug_info) {
    auto const function = debug_info.function_at(block.place);
    auto const its_class = function ? debug_info.class_of(*function) : std::nullopt;
    if (!its_class || name_of(*function) != "allocate" || !is_library_type(*its_class)) return {};
    return type_argument(*its_class);
}

std::optional<Dwarf_Die> created_type(RawBlock const& block, DebugInfo const& debug_info, Symbols const& symbols) {
    auto const function = debug_info.function_at(block.place);
    if (!function) return {};
    auto const its_class = debug_info.class_of(*function);
    auto const place = symbols.code.find(block.place);
    if (place == symbols.code.end() || place->second.empty()) return {};
    auto const name = name_of_created_type(place->second.front());
    if (name.empty()) return {};
    auto type = argument_named(*function, name);
    if (!type && its_class) type = argument_named(*its_class, name);
    if (!type) type = type_named(name, block.size, debug_info);
    return type && size_of(*type) == block.size ? type : std::nullopt;
}

/// Where the program's own code had the block allocated.
struct Origin {
    std::uint64_t code = 0;
    Place place;
};
std::optional<Origin> origin_of(RawBlock const& block, Symbols const& symbols) {
    auto codes = block.callers;
    codes.insert(codes.begin(), block.place);
    for (auto const code : codes) {
        auto const places = symbols.code.find(code);
        if (places == symbols.code.end() || places->second.empty()) continue;
        if (auto const& place = places->second.front(); !is_system_code(place)) return Origin{code, place};
    }
    return {};
}

/// Whether the whole of what the variable is declared with allocated there: `Node* name = new Node`, `vector<int>
/// name(4)`. What an argument of a call allocated is somebody else's.
bool initialises(Place const& place, std::string_view variable) {
    auto const line = line_of(place);
    if (place.column < 1 || line.size() < static_cast<std::size_t>(place.column)) return false;
    auto const is_word = [](char character) {
        return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
    };
    auto const column = static_cast<std::size_t>(place.column - 1);
    auto const from_there = std::string_view{line}.substr(column);
    if (from_there.starts_with(variable) &&
        !(from_there.size() > variable.size() && is_word(from_there[variable.size()])))
        return column == 0 || !is_word(line[column - 1]);
    auto before = std::string_view{line}.substr(0, column);
    auto const skip_blanks = [&before] {
        while (before.ends_with(' '))
            before.remove_suffix(1);
    };
    skip_blanks();
    if (!before.ends_with('=') && !before.ends_with('(') && !before.ends_with('{')) return false;
    before.remove_suffix(1);
    skip_blanks();
    if (!before.ends_with(variable)) return false;
    before.remove_suffix(variable.size());
    return !before.empty() && !is_word(before.back());
}

enum class Holds { nothing, one_object, elements };

/// Whether a variable of that type holds such a block: a pointer, a smart pointer, a vector.
Holds holds(Dwarf_Die variable, HeapBlock const& block) {
    auto const type = type_of(variable);
    if (!type || !block.type) return Holds::nothing;
    auto const one = block.elements ? Holds::elements : Holds::one_object;
    auto copy = *type;
    if (dwarf_tag(&copy) == DW_TAG_pointer_type) {
        auto const target = type_of(*type);
        return target && same_type(*target, *block.type) ? one : Holds::nothing;
    }
    auto const argument = type_argument(*type);
    if (!argument || !is_library_type(*type)) return Holds::nothing;
    auto const name = name_of(*type);
    if (name.starts_with("vector<")) return same_type(*argument, *block.type) ? Holds::elements : Holds::nothing;
    if (!name.starts_with("unique_ptr<") && !name.starts_with("shared_ptr<")) return Holds::nothing;
    if (same_type(*argument, *block.type)) return one;
    // std::make_shared: the object, and what counts its owners.
    auto const inside = type_argument(*block.type);
    auto const counted = name_of(*block.type).starts_with("_Sp_counted_ptr_inplace<");
    return counted && inside && same_type(*argument, *inside) ? Holds::one_object : Holds::nothing;
}

}  // namespace

std::vector<HeapBlock> explain_blocks(std::vector<RawBlock> const& blocks, DebugInfo const& debug_info,
                                      Symbols const& symbols) {
    std::vector<HeapBlock> explained;
    std::map<std::string, int> numbers;
    for (auto const& raw : blocks) {
        auto& block = explained.emplace_back(raw, allocator_s_type(raw, debug_info));
        // A container's nodes are the library's; of what is the program's it has as many as it likes.
        block.elements = block.type && (!is_library_type(*block.type) || size_of(*block.type) < raw.size);
        if (!block.type) block.type = created_type(raw, debug_info, symbols);
        auto const origin = origin_of(raw, symbols);
        if (origin)
            block.origin = std::filesystem::path{origin->place.file}.filename().string() + ":" +
                           std::to_string(origin->place.line);
        auto function = origin ? debug_info.function_at(origin->code) : std::nullopt;
        auto const variable = function ? debug_info.declared_at(*function, origin->place.line) : std::nullopt;
        auto const held = variable ? holds(*variable, block) : Holds::nothing;
        if (held != Holds::nothing && initialises(origin->place, name_of(*variable))) {
            block.elements = held == Holds::elements;
            block.variable = name_of(*variable);
        }
        if (block.type)
            block.number = ++numbers[block.variable.empty() ? std::string{name_of(*block.type)} : block.variable];
    }
    return explained;
}

}  // namespace hb::explore
