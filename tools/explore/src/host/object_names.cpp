#include "object_names.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "heap_blocks.hpp"

namespace hb::explore {
namespace {

/// A name, and what is added to it where others are called alike.
struct Name {
    std::string text;
    std::string inner;  ///< where it is inside of an object of the library's
    std::string whose;  ///< " of thread 1"
};

template <typename Number>
Number number_in(std::string_view text, int base) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number, base);
    return number;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const comma = text.find(',');
        parts.push_back(text.substr(0, comma));
        if (comma == text.npos) return parts;
        text.remove_prefix(comma + 1);
    }
}

std::string with_bytes(std::string const& text, std::uint64_t beyond) {
    return beyond == 0 ? text : text + "+" + std::to_string(beyond);
}

/// A variable, and the place in it.
std::optional<Name> name_in(std::string const& variable, std::optional<Dwarf_Die> type, std::uint64_t offset,
                            unsigned size) {
    if (variable.empty() || !type) return {};
    auto const path = path_in(*type, offset, size);
    if (!path) return {};
    if (!path->inner.empty()) return Name{variable + path->text, with_bytes("." + path->inner, path->beyond), ""};
    return Name{with_bytes(variable + path->text, path->beyond), "", ""};
}

class Naming {
public:
    Naming(std::vector<RawBlock> const& blocks, DebugInfo const& debug_info, Symbols const& symbols)
        : debug_info_{debug_info}, symbols_{symbols}, blocks_{explain_blocks(blocks, debug_info, symbols)} {}

    [[nodiscard]] Name name(std::string_view object, unsigned size) const {
        auto const parts = split(object.substr(1));
        switch (object.front()) {
            case 't':
                return {"thread " + std::string{parts[0]}, "", ""};
            case 'g':
                return global(number_in<std::uint64_t>(parts[0], 16), size);
            case 'h':
                return on_heap(number_in<std::uint64_t>(parts[0], 16), size);
            case 's':
                return on_stack(parts, size);
            case 'l':
                return thread_local_variable(parts, size);
            default:
                return {"library's memory", "", ""};
        }
    }

private:
    [[nodiscard]] Name global(std::uint64_t address, unsigned size) const {
        auto const found = symbols_.data.find(address);
        if (found == symbols_.data.end() || found->second.name.empty()) return {"a global variable", "", ""};
        auto name = found->second.name;
        constexpr std::string_view unnamed = "(anonymous namespace)::";
        for (auto at = name.find(unnamed); at != name.npos; at = name.find(unnamed))
            name.erase(at, unnamed.size());
        auto const offset = address - found->second.start;
        auto const variable = debug_info_.global(address);
        if (variable && variable->offset == static_cast<std::int64_t>(offset))
            if (auto const inside = name_in(name, type_of(variable->die), offset, size)) return *inside;
        return {with_bytes(name, offset), "", ""};
    }

    [[nodiscard]] Name on_stack(std::vector<std::string_view> const& parts, unsigned size) const {
        auto const whose = " of thread " + std::string{parts[0]};
        if (parts.size() == 4) {
            auto const variable =
                debug_info_.in_frame(number_in<std::uint64_t>(parts[2], 16), number_in<std::int64_t>(parts[3], 10));
            if (variable) {
                auto name = name_in(std::string{name_of(variable->die)}, type_of(variable->die),
                                    static_cast<std::uint64_t>(variable->offset), size);
                if (name) {
                    name->whose = whose;
                    return *name;
                }
            }
        }
        return {"stack" + whose, "", ""};
    }

    [[nodiscard]] Name thread_local_variable(std::vector<std::string_view> const& parts, unsigned size) const {
        auto const whose = " of thread " + std::string{parts[0]};
        if (auto const variable = debug_info_.thread_local_at(number_in<std::uint64_t>(parts[1], 16)))
            if (auto const name = name_in(std::string{name_of(variable->die)}, type_of(variable->die),
                                          static_cast<std::uint64_t>(variable->offset), size))
                return {name->text + whose, name->inner, ""};
        return {"a thread_local" + whose, "", ""};
    }

    [[nodiscard]] Name on_heap(std::uint64_t offset, unsigned size) const {
        char digits[24];
        Name unknown{"heap+0x" + std::string{std::begin(digits),
                                             std::to_chars(std::begin(digits), std::end(digits), offset, 16).ptr},
                     "", ""};
        auto const block = std::ranges::find_if(blocks_, [offset](HeapBlock const& one) {
            return offset >= one.raw.begin && offset - one.raw.begin < one.raw.size;
        });
        if (block == blocks_.end() || !block->type) return unknown;
        auto const inside = offset - block->raw.begin;
        auto const each = size_of(*block->type);
        if (each == 0) return unknown;
        auto const path = path_in(*block->type, inside % each, size);
        if (!path) return unknown;
        // Of a node of the library's, the program knows only the object that it keeps.
        auto const is_own = path->holds || !is_library_type(*block->type);
        auto const number = block->number > 1 ? "#" + std::to_string(block->number) : "";
        if (block->elements) {
            if (block->variable.empty() && !is_own) return unknown;
            auto const index = "[" + std::to_string(inside / each) + "]";
            if (!block->variable.empty()) return finished(block->variable + number + index + path->text, *path);
            auto const from = block->origin.empty() ? "" : " from " + block->origin;
            return finished(plain_name(*block->type) + number + index + path->text + from, *path);
        }
        if (!block->variable.empty()) {
            auto const holder = block->variable + number;
            if (!is_own || path->text.empty()) return finished((is_own ? "*" : "") + holder, *path);
            return finished(
                path->text.front() == '.' ? holder + "->" + path->text.substr(1) : "(*" + holder + ")" + path->text,
                *path);
        }
        if (!is_own) return unknown;
        return finished(plain_name(path->holds ? path->held : *block->type) + number + path->text, *path);
    }

    /// Without a template's arguments.
    static std::string plain_name(Dwarf_Die type) {
        auto const name = name_of(type);
        return std::string{name.substr(0, name.find('<'))};
    }

    static Name finished(std::string const& text, Path const& path) {
        if (!path.inner.empty()) return {text, with_bytes("." + path.inner, path.beyond), ""};
        return {with_bytes(text, path.beyond), "", ""};
    }

    DebugInfo const& debug_info_;
    Symbols const& symbols_;
    std::vector<HeapBlock> blocks_;
};

/// Where an object is, without what it is known as: the same for a variable and its first member.
std::string_view address_of(std::string_view object) {
    if (object.front() != 's') return object;
    auto const after_thread = object.find(',');
    return object.substr(0, object.find(',', after_thread + 1));
}

using Names = std::map<std::string, Name>;

/// The objects that each name is given to.
std::map<std::string, std::vector<Names::iterator>> by_text(Names& names) {
    std::map<std::string, std::vector<Names::iterator>> groups;
    for (auto name = names.begin(); name != names.end(); ++name)
        groups[name->second.text].push_back(name);
    return groups;
}

/// Where objects are called alike, and this part of theirs differs, it is added.
void tell_apart_by(std::string Name::* part, Names& names) {
    for (auto& [text, group] : by_text(names)) {
        auto const& first = group.front()->second.*part;
        if (std::ranges::all_of(group, [&](auto name) { return name->second.*part == first; })) continue;
        for (auto const name : group)
            name->second.text += name->second.*part;
    }
}

void tell_apart_by_number(Names& names) {
    for (auto& [text, group] : by_text(names)) {
        std::vector<std::string_view> known;
        for (auto const name : group) {
            auto const place = std::ranges::find(known, address_of(name->first));
            auto const number = place - known.begin() + 1;
            if (place == known.end()) known.push_back(address_of(name->first));
            if (number > 1) name->second.text += "#" + std::to_string(number);
        }
    }
}

}  // namespace

std::map<std::string, std::string> names_of(std::map<std::string, unsigned> const& objects,
                                            std::vector<RawBlock> const& blocks, DebugInfo const& debug_info,
                                            Symbols const& symbols) {
    Naming const naming{blocks, debug_info, symbols};
    Names names;
    for (auto const& [object, size] : objects)
        names.emplace(object, object.empty() ? Name{} : naming.name(object, size));
    names.erase("");
    tell_apart_by(&Name::inner, names);
    tell_apart_by(&Name::whose, names);
    tell_apart_by_number(names);
    std::map<std::string, std::string> texts;
    for (auto const& [object, name] : names)
        texts.emplace(object, name.text);
    return texts;
}

}  // namespace hb::explore
